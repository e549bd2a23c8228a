package io.podpath;

import io.podpath.aks.AksCluster;
import io.podpath.cluster.NetworkPolicy;
import io.podpath.cluster.Pod;
import io.podpath.cni.ClusterPlan;
import io.podpath.http.HttpProxies;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.DnsReason;
import io.podpath.trace.Flow;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Outcome;
import io.podpath.trace.Reason;
import io.podpath.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What podpath does not know yet, said aloud: models without a recipe, policies that an engine would enforce, data paths of
 * others.
 */
final class ModelLimits {

    private static final IpAddress UNKNOWN = IpAddress.ofIpv4(0);

    private final Optional<String> unknownModel;
    private final boolean enforcesPolicies;
    private final ClusterPlan plan;
    private final DataPathLimits dataPath;

    private ModelLimits(Optional<String> unknownModel, boolean enforcesPolicies, ClusterPlan plan) {
        this.unknownModel = unknownModel;
        this.enforcesPolicies = enforcesPolicies;
        this.plan = plan;
        this.dataPath = new DataPathLimits(plan);
    }

    static ModelLimits of(AksCluster cluster, boolean hasRecipe, ClusterPlan plan) {
        AksCluster.Networking networking = cluster.networking();
        Optional<String> unknown = Optional.empty();
        if (!hasRecipe) {
            unknown = Optional.of(describe(networking) + " is not modelled yet");
        } else {
            unknown = switch (networking.kubeProxy().mode()) {
                case IPTABLES, IPVS, NFTABLES -> Optional.empty();
                case DISABLED -> Optional.of("kube-proxy is disabled, and what takes its place is not modelled yet");
            };
        }
        boolean enforces =
                !networking.policy().equals("none") && !networking.policy().isEmpty();
        return new ModelLimits(unknown, enforces, plan);
    }

    /** The model in the words of {@code az aks create}. */
    private static String describe(AksCluster.Networking networking) {
        String mode = networking.pluginMode().isEmpty() ? "" : " in mode " + networking.pluginMode();
        String dataplane = networking.dataplane().equals("azure") ? "" : ", data plane " + networking.dataplane();
        return "network plugin " + networking.plugin() + mode + dataplane;
    }

    /** A flow that cannot be walked at all. */
    Optional<Flow> refuse(Probe probe, HttpProxies proxies) {
        if (unknownModel.isPresent()) {
            return Optional.of(notModelled(probe, ModelReason.MODEL_NETWORK_MODEL, unknownModel.get()));
        }
        boolean isToPod = probe.to().kind() == EndpointReference.Kind.POD;
        return probe.findHttp()
                .filter(request -> !isToPod)
                .flatMap(request -> proxies.findUnknown(request.host()))
                .map(detail -> notModelled(probe, ModelReason.MODEL_INGRESS, detail));
    }

    /** A flow between ends that exist but that podpath has no path for. */
    Optional<Flow> refuse(Probe probe, ProbeRoute route) {
        Optional<IpAddress> linkLocal = Stream.of(
                        Optional.ofNullable(route.fixedSource()),
                        Optional.of(route.destination().address()))
                .flatMap(Optional::stream)
                .filter(address -> !address.isIpv4() && (address.isLinkLocal() || address.isMulticast()))
                .findFirst();
        if (linkLocal.isPresent()) {
            return linkLocal.map(address -> notModelled(
                    probe,
                    ModelReason.MODEL_IPV6,
                    address + " is good for one link, whose neighbours are not modelled"));
        }
        return dataPath.explain(route).map(detail -> notModelled(probe, ModelReason.MODEL_NETWORK_MODEL, detail));
    }

    /** As {@link #check}, for a flow and all that it needed. */
    Flow checkAll(Flow flow) {
        for (LinkedFlow linked : flow.linked()) {
            Flow checked = checkAll(linked.flow());
            if (checked.outcome() != linked.flow().outcome()) {
                return checked.withLinked(flow.linked());
            }
        }
        return check(flow);
    }

    /** The flow, or if something that is not modelled would have had a say, one that says so. */
    Flow check(Flow flow) {
        Trace forward = flow.forward();
        if (!enforcesPolicies) {
            return flow;
        }
        for (NetworkPolicy policy : plan.objects().networkPolicies()) {
            boolean sender =
                    policy.egress() && selects(policy, forward.sent().source().address());
            boolean receiver = policy.ingress()
                    && selects(policy, forward.last().destination().address());
            if (sender || receiver) {
                String detail = "NetworkPolicy " + policy.name() + " selects the " + (sender ? "sender" : "receiver");
                return undecided(flow, ModelReason.MODEL_NETWORK_POLICY, detail);
            }
        }
        return flow;
    }

    private boolean selects(NetworkPolicy policy, IpAddress address) {
        for (Pod pod : plan.objects().pods()) {
            if (pod.status().podIps().contains(address) && !pod.spec().hostNetwork()) {
                return pod.name().namespace().equals(policy.name().namespace())
                        && policy.podSelector().matches(pod.labels());
            }
        }
        return false;
    }

    private static Flow undecided(Flow flow, Reason reason, String detail) {
        Trace forward = flow.forward();
        Trace.End end =
                new Trace.End(Disposition.NOT_MODELLED, reason, forward.end().element(), detail);
        Trace changed =
                new Trace(forward.direction(), forward.sent(), forward.last(), forward.hops(), end, forward.duration());
        return new Flow(flow.opening(), Outcome.UNDECIDED, changed, null, List.of(), flow.duration());
    }

    /** A flow that ends before anything is sent, since the host cannot ask anybody. */
    Flow unresolved(Probe probe, String detail) {
        return unsent(probe, Disposition.NO_ROUTE, DnsReason.DNS_NO_ANSWER, detail)
                .withOutcome(Outcome.UNRESOLVED);
    }

    /** A flow to a public name that nobody declared. */
    Flow undeclared(Probe probe) {
        String detail = probe.to().name() + " is not declared under azure.publicDns";
        return unsent(probe, Disposition.INSUFFICIENT_INFO, DnsReason.DNS_NAME_NOT_DECLARED, detail);
    }

    private static Flow notModelled(Probe probe, Reason reason, String detail) {
        return unsent(probe, Disposition.NOT_MODELLED, reason, detail);
    }

    private static Flow unsent(Probe probe, Disposition disposition, Reason reason, String detail) {
        FiveTuple tuple =
                new FiveTuple(Protocol.TCP, new TransportAddress(UNKNOWN, 0), new TransportAddress(UNKNOWN, 0));
        Packet packet = Packet.tcp(tuple, TcpFlags.SYN, 0);
        Trace.End end = new Trace.End(disposition, reason, probe.from().toString(), detail);
        Trace.Span instant = new Trace.Span(0, 0);
        Trace trace = new Trace(Direction.FORWARD, packet, packet, List.of(), end, instant);
        return new Flow(tuple, Outcome.UNDECIDED, trace, null, List.of(), instant);
    }
}
