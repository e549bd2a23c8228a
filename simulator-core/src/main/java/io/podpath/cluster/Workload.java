package io.podpath.cluster;

import java.util.Map;

/**
 * Something that creates pods.
 *
 * @param kind which controller
 * @param name namespace and name
 * @param replicas how many pods; ignored for a DaemonSet, which has one on each node it selects
 * @param podLabels the labels of its pods
 * @param template the specification of its pods
 * @param selector which pods count as its own, so that pods listed beside it are not created twice
 */
public record Workload(
        Kind kind,
        NamespacedName name,
        int replicas,
        Map<String, String> podLabels,
        PodSpec template,
        LabelSelector selector) {

    public Workload {
        podLabels = Map.copyOf(podLabels);
    }

    /** The controllers that create pods. */
    public enum Kind {
        DEPLOYMENT("Deployment"),
        REPLICA_SET("ReplicaSet"),
        STATEFUL_SET("StatefulSet"),
        DAEMON_SET("DaemonSet"),
        JOB("Job"),
        CRON_JOB("CronJob");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }
}
