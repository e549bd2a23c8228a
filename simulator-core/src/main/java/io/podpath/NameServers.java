package io.podpath;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.DnsServerSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.ClusterDns;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodDns;
import io.podpath.cni.ClusterPlan;
import io.podpath.dns.AzureDns;
import io.podpath.dns.ClusterZone;
import io.podpath.dns.CoreDns;
import io.podpath.dns.Decision;
import io.podpath.dns.DnsAnswer;
import io.podpath.dns.DnsQuestion;
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
 * </pre>
 *
 * <p><i>Does not model:</i> caches, LocalDNS, the time an unanswered forward takes.
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
    private final CoreDns coreDns;
    private final AzureDns azure;
    private final Map<String, Pod> pods = new HashMap<>();
    private final Set<String> coreDnsPods = new HashSet<>();
    private final Map<String, VirtualNetworkSpec> networkByMachine = new HashMap<>();
    private final Map<String, DnsServerSpec> servers;

    /** The name servers of a network. */
    NameServers(ClusterPlan plan, AzureEnvironment environment) {
        this.plan = plan;
        this.coreDns = new CoreDns(
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
                coreDnsPods.add("pod/" + pod.name());
            }
        }
        for (VirtualMachineSpec vm : environment.virtualMachines()) {
            environment
                    .find(VirtualNetworkSpec.class, vm.subnet().virtualNetwork())
                    .ifPresent(network -> networkByMachine.put("vm/" + vm.name(), network));
        }
    }

    /** What the program at an element does with a question; nothing if it is no name server. */
    Optional<Decision> decide(String element, DnsQuestion question) {
        if (coreDnsPods.contains(element)) {
            return Optional.of(coreDns.decide(question, serversOf(networkOf(element))));
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

    /** The answer for a host outside Azure, which asks servers that podpath does not walk to. */
    DnsAnswer publicAnswer(DnsQuestion question) {
        return azure.publicAnswer(question);
    }

    private ResolverConfig ofMachine(String element) {
        VirtualNetworkSpec network = networkOf(element);
        String suffix = network.dnsServers().isEmpty() ? network.name() + "." + AZURE_SUFFIX : CUSTOM_SUFFIX;
        return new ResolverConfig(serversOf(network), List.of(suffix), ResolverConfig.DEFAULT_NDOTS);
    }

    private ResolverConfig ofPod(Pod pod) {
        PodDns dns = pod.spec().dns();
        ResolverConfig ofNode = ofMachine("node/" + pod.spec().findNodeName().orElse(""));
        boolean ofCluster = dns.policy() == PodDns.Policy.CLUSTER_FIRST_WITH_HOST_NET
                || (dns.policy() == PodDns.Policy.CLUSTER_FIRST && !pod.spec().hostNetwork());
        List<IpAddress> nameservers = new ArrayList<>();
        List<String> search = new ArrayList<>();
        int ndots = ResolverConfig.DEFAULT_NDOTS;
        if (ofCluster) {
            nameservers.add(plan.cluster().ranges().dnsServiceIp());
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
