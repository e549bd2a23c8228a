package io.podpath.scenario.load;

import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.Workload;
import java.util.List;
import java.util.Map;

/**
 * Reads the controllers that create pods.
 *
 * <p>{@code replicas} is what the controller wants in all; pods listed beside it that its selector matches are counted by
 * the control plane, so that a dump of a real cluster does not get its pods twice. A Job that is done and a CronJob that
 * comes out of a dump want none.
 */
final class WorkloadReader {

    private static final int MAX_REPLICAS = 1_000_000;

    private WorkloadReader() {}

    static Workload read(Workload.Kind kind, KubeObject object) {
        Fields spec = object.spec();
        Fields jobSpec =
                kind == Workload.Kind.CRON_JOB ? spec.child("jobTemplate").child("spec") : spec;
        Fields template = jobSpec.child("template");
        if (!jobSpec.has("template")) {
            object.fields().problems().error(jobSpec.node().location(), "'template' is missing");
            return new Workload(
                    kind,
                    object.name(),
                    0,
                    Map.of(),
                    new PodSpec(List.of(), false, null, Map.of(), List.of()),
                    LabelSelector.ofLabels(Map.of()));
        }
        Map<String, String> labels = podLabels(kind, object, template);
        return new Workload(
                kind,
                object.name(),
                replicas(kind, object, jobSpec),
                labels,
                EgressGatewayReader.annotated(PodReader.spec(template.child("spec")), template.child("metadata")),
                selector(jobSpec, kind, labels));
    }

    /** The job controller labels its pods with the name of the Job. */
    private static Map<String, String> podLabels(Workload.Kind kind, KubeObject object, Fields template) {
        Map<String, String> labels = template.child("metadata").map("labels");
        if (kind == Workload.Kind.JOB) {
            labels.put("batch.kubernetes.io/job-name", object.name().name());
            labels.put("job-name", object.name().name());
        }
        return labels;
    }

    private static LabelSelector selector(Fields spec, Workload.Kind kind, Map<String, String> podLabels) {
        if (spec.has("selector")) {
            return LabelSelectors.read(spec.child("selector"));
        }
        if (kind == Workload.Kind.JOB || kind == Workload.Kind.CRON_JOB) {
            // The control plane then goes by names, which works for dumps of any release.
            return LabelSelector.ofLabels(Map.of());
        }
        spec.problems().error(spec.node().location(), "'selector' is missing");
        return LabelSelector.ofLabels(podLabels);
    }

    private static int replicas(Workload.Kind kind, KubeObject object, Fields jobSpec) {
        return switch (kind) {
            case DEPLOYMENT, REPLICA_SET, STATEFUL_SET -> object.spec().integer("replicas", 0, MAX_REPLICAS, 1);
            case DAEMON_SET -> 0;
            case JOB ->
                object.status().has("completionTime") || isSuspended(object)
                        ? 0
                        : jobSpec.integer("parallelism", 0, MAX_REPLICAS, 1);
            case CRON_JOB ->
                object.fields().has("status") || isSuspended(object)
                        ? 0
                        : jobSpec.integer("parallelism", 0, MAX_REPLICAS, 1);
        };
    }

    private static boolean isSuspended(KubeObject object) {
        return object.spec().flag("suspend");
    }
}
