package io.podpath;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.DnsServerSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.ClusterDns;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.LocalDnsProfile;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodDns;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodePlan;
import io.podpath.dns.AzureDns;
import io.podpath.dns.ClusterZone;
import io.podpath.dns.CoreDns;
import io.podpath.dns.Corefile;
import io.podpath.dns.Decision;
import io.podpath.dns.DnsAnswer;
import io.podpath.dns.DnsQuestion;
import io.podpath.dns.LocalDns;
import io.podpath.dns.ResolverConfig;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who answers DNS in the network, and whom every host asks.
 *
 * <pre>
 * pod -> cluster DNS Service -> CoreDNS pod -> its node's servers: 168.63.129.16, or the virtual network's own
 * node, VM -> the virtual network's servers
 *
 * on a node with LocalDNS:
 * pod of ClusterFirst -> 169.254.10.11 -> cluster DNS Service
 * node, pod of Default, so CoreDNS too -> 169.254.10.10 -> the virtual network's servers
 * </pre>
 *
 * <p><i>Does not model:</i> caches, the time an unanswered forward takes.
 *
 * <p><i>Source:</i> Azure docs, DNS resolution in AKS; Kubernetes docs, DNS for Services and Pods; facts DNS-*.
 */
final class NameServers {

    private static final IpAddress AZURE_DNS = IpAddress.parse("168.63.129.16");
    private static final int CLUSTER_NDOTS = 5;
    /**
     * Azure's DHCP gives the first suffix, behind an id of the virtual network, with its own servers, and the second with
     * anybody else's.
     */
    private static final String AZURE_SUFFIX = "bx.internal.cloudapp.net";

    private static final String CUSTOM_SUFFIX = "reddog.microsoft.com";

    private final ClusterPlan plan;
    private final Corefile coreDns;
    private final AzureDns azure;
    private final Map<String, Pod> pods = new HashMap<>();
    private final Map<String, Pod> coreDnsPods = new HashMap<>();
    private final Map<String, LocalDns> localDnsByNode = new HashMap<>();
    private final Map<String, VirtualNetworkSpec> networkByMachine = new HashMap<>();
    private final Map<String, DnsServerSpec> servers;

    /** The name servers of a network. */
    NameServers(ClusterPlan plan, AzureEnvironment environment) {
        this.plan = plan;
        this.coreDns = CoreDns.of(
                new ClusterZone(plan.objects()), plan.objects().addons().coreDns());
        this.azure = new AzureDns(environment);
        this.servers = environment.list(DnsServerSpec.class).stream()
                .collect(Collectors.toMap(server -> "vm/" + server.name(), server -> server, (a, b) -> a));
        Set<IpAddress> endpoints = new HashSet<>();
        for (EndpointSlice slice : plan.objects().endpointSlices()) {
            if (slice.service().equals(ClusterDns.SERVICE)) {
                slice.endpoints().forEach(endpoint -> endpoints.addAll(endpoint.addresses()));
            }
        }
        for (Pod pod : plan.objects().pods()) {
            pods.put("pod/" + pod.name(), pod);
            if (pod.status().podIps().stream().anyMatch(endpoints::contains)) {
                coreDnsPods.put("pod/" + pod.name(), pod);
            }
        }
        for (NodePlan node : plan.nodes()) {
            IpAddress dnsService = plan.cluster().ranges().dnsServiceIp();
            plan.cluster()
                    .poolOf(node.spec())
                    .findLocalDns()
                    .ifPresent(profile -> localDnsByNode.put(node.element(), new LocalDns(profile, dnsService)));
        }
        for (VirtualMachineSpec vm : environment.virtualMachines()) {
            environment
                    .find(VirtualNetworkSpec.class, vm.subnet().virtualNetwork())
                    .ifPresent(network -> networkByMachine.put("vm/" + vm.name(), network));
        }
    }

    /**
     * What the program at an element does with a question; nothing if it is no name server.
     *
     * @param asked the address it was asked at
     */
    Optional<Decision> decide(String element, IpAddress asked, DnsQuestion question) {
        LocalDns localDns = localDnsByNode.get(element);
        if (localDns != null) {
            return Optional.of(localDns.decide(asked, question, serversOf(networkOf(element))));
        }
        Pod coreDnsPod = coreDnsPods.get(element);
        if (coreDnsPod != null) {
            return Optional.of(
                    coreDns.decide(question, ofMachine(nodeOf(coreDnsPod)).nameservers()));
        }
        if (element.startsWith("platform/")) {
            return Optional.of(new Decision.Answers(azure.answer(element.substring("platform/".length()), question)));
        }
        return Optional.ofNullable(servers.get(element)).map(server -> custom(server, question));
    }

    private static Decision custom(DnsServerSpec server, DnsQuestion question) {
        String by = "vm/" + server.name();
        Optional<DnsRecord> known = server.records().stream()
                .filter(record -> record.name().equalsIgnoreCase(question.name()))
                .findFirst();
        if (known.isPresent()) {
            return known.get()
                    .findAlias()
                    .map(target -> custom(server, question.of(target)))
                    .orElseGet(() -> new Decision.Answers(new DnsAnswer.Addresses(
                            by, question.fitting(known.get().addresses()))));
        }
        return server.forwarders().isEmpty()
                ? new Decision.Answers(new DnsAnswer.NoSuchName(by))
                : new Decision.AsksOn(question, onPort53(server.forwarders()), Protocol.UDP);
    }

    private static List<TransportAddress> onPort53(List<IpAddress> addresses) {
        return addresses.stream()
                .map(address -> new TransportAddress(address, NameLookup.DNS_PORT))
                .toList();
    }

    /** The resolver's configuration on a host; nothing for hosts outside Azure. */
    Optional<ResolverConfig> findResolver(String element) {
        Pod pod = pods.get(element);
        if (pod != null) {
            return Optional.of(ofPod(pod));
        }
        boolean isMachine = element.startsWith("node/") || networkByMachine.containsKey(element);
        return isMachine ? Optional.of(ofMachine(element)) : Optional.empty();
    }

    /** The servers a host asks, and the cluster's DNS Service if LocalDNS asks that for it. */
    List<IpAddress> askedFor(String host, ResolverConfig config) {
        List<IpAddress> asked = new ArrayList<>(config.nameservers());
        Pod pod = pods.get(host);
        if (hasLocalDns(pod == null ? host : nodeOf(pod))) {
            asked.add(plan.cluster().ranges().dnsServiceIp());
        }
        return asked;
    }

    /** The answer for a host outside Azure, which asks servers that podpath does not walk to. */
    DnsAnswer publicAnswer(DnsQuestion question) {
        return azure.publicAnswer(question);
    }

    private ResolverConfig ofMachine(String element) {
        VirtualNetworkSpec network = networkOf(element);
        String suffix = network.dnsServers().isEmpty() ? network.name() + "." + AZURE_SUFFIX : CUSTOM_SUFFIX;
        List<IpAddress> nameservers =
                hasLocalDns(element) ? List.of(LocalDnsProfile.NODE_LISTENER) : serversOf(network);
        return new ResolverConfig(nameservers, List.of(suffix), ResolverConfig.DEFAULT_NDOTS);
    }

    private boolean hasLocalDns(String element) {
        return localDnsByNode.containsKey(element);
    }

    private static String nodeOf(Pod pod) {
        return "node/" + pod.spec().findNodeName().orElse("");
    }

    private ResolverConfig ofPod(Pod pod) {
        PodDns dns = pod.spec().dns();
        String node = nodeOf(pod);
        ResolverConfig ofNode = ofMachine(node);
        boolean ofCluster = dns.policy() == PodDns.Policy.CLUSTER_FIRST_WITH_HOST_NET
                || (dns.policy() == PodDns.Policy.CLUSTER_FIRST && !pod.spec().hostNetwork());
        List<IpAddress> nameservers = new ArrayList<>();
        List<String> search = new ArrayList<>();
        int ndots = ResolverConfig.DEFAULT_NDOTS;
        if (ofCluster) {
            nameservers.add(
                    hasLocalDns(node)
                            ? LocalDnsProfile.CLUSTER_LISTENER
                            : plan.cluster().ranges().dnsServiceIp());
            search.add(pod.name().namespace() + ".svc." + ClusterZone.DOMAIN);
            search.add("svc." + ClusterZone.DOMAIN);
            search.add(ClusterZone.DOMAIN);
            search.addAll(ofNode.search());
            ndots = CLUSTER_NDOTS;
        } else if (dns.policy() != PodDns.Policy.NONE) {
            nameservers.addAll(ofNode.nameservers());
            search.addAll(ofNode.search());
        }
        nameservers.addAll(dns.nameservers());
        search.addAll(dns.searches());
        return new ResolverConfig(nameservers, search, dns.findNdots().orElse(ndots));
    }

    private VirtualNetworkSpec networkOf(String element) {
        VirtualNetworkSpec network = networkByMachine.get(element);
        return network == null ? plan.subnet().network() : network;
    }

    private static List<IpAddress> serversOf(VirtualNetworkSpec network) {
        return network.dnsServers().isEmpty() ? List.of(AZURE_DNS) : network.dnsServers();
    }
}
