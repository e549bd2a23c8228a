package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns Azure JSON into what a person could have written under {@code azure:}.
 *
 * <p>Takes resources in the flat shape of {@code az} or in that of the resource manager, single, in lists, in pages under
 * {@code value}, and in templates under {@code resources} as far as these hold literal values; and the list of service
 * tags that Microsoft publishes. One {@link ResourceDecoder} knows each type; types without one are named once.
 */
final class AzureJson {

    private static final ResourceDecoder BY_OTHERS = (resource, decoding) -> {};
    private static final Map<String, ResourceDecoder> DECODERS = new LinkedHashMap<>();

    static {
        DECODERS.put(AzureTypes.VNET, VnetJson::decode);
        DECODERS.put(AzureTypes.SUBNET, VnetJson::decodeInner);
        DECODERS.put(AzureTypes.PEERING, VnetJson::decodeInner);
        DECODERS.put(AzureTypes.NSG, AzureRules::decodeNsg);
        DECODERS.put(AzureTypes.ROUTE_TABLE, AzureRules::decodeRouteTable);
        DECODERS.put(AzureTypes.NAT_GATEWAY, NatGatewayJson::decode);
        DECODERS.put(AzureTypes.NIC, NicJson::decode);
        DECODERS.put(AzureTypes.SCALE_SET_NIC, NicJson::decode);
        DECODERS.put(AzureTypes.PRIVATE_ENDPOINT, PrivateEndpointJson::decode);
        DECODERS.put(AzureTypes.FIREWALL, FirewallJson::decode);
        DECODERS.put(AzureTypes.GATEWAY, GatewayJson::decode);
        DECODERS.put(AzureTypes.CONNECTION, GatewayJson::decodeConnection);
        DECODERS.put(AzureTypes.APPLICATION_GATEWAY, ApplicationGatewayJson::decode);
        DECODERS.put(AzureTypes.TRAFFIC_ASSOCIATION, ApplicationGatewayJson::decodeAssociation);
        DECODERS.put(AzureTypes.DNS_ZONE, DnsZoneJson::decode);
        DECODERS.put(AzureTypes.LOAD_BALANCER, LoadBalancerJson::decode);
        for (String part : List.of(
                AzureTypes.PUBLIC_IP,
                AzureTypes.PUBLIC_IP_PREFIX,
                AzureTypes.SCALE_SET_PUBLIC_IP,
                AzureTypes.ASG,
                AzureTypes.VM,
                AzureTypes.SCALE_SET,
                AzureTypes.LOCAL_GATEWAY,
                AzureTypes.FIREWALL_POLICY,
                AzureTypes.RULE_COLLECTION_GROUP,
                AzureTypes.TRAFFIC_CONTROLLER,
                AzureTypes.DNS_LINK,
                AzureTypes.CLUSTER,
                AzureTypes.AGENT_POOL)) {
            DECODERS.put(part, BY_OTHERS);
        }
    }

    private final Problems problems;
    private final ResourceIndex index = new ResourceIndex();
    private final Map<String, Location> otherTypes = new LinkedHashMap<>();
    private final List<MappingNode> serviceTags = new ArrayList<>();
    private boolean isTemplate;

    AzureJson(Problems problems) {
        this.problems = problems;
    }

    /** Whether a document is a resource, or a list that begins with one, and no Kubernetes object. */
    static boolean isAzure(SourceNode document) {
        if (document instanceof SequenceNode list) {
            return !list.items().isEmpty() && isAzure(list.items().get(0));
        }
        if (!(document instanceof MappingNode mapping) || isKubernetes(mapping)) {
            return false;
        }
        Optional<List<SourceNode>> several = contents(mapping);
        return several.isPresent()
                ? several.get().stream().findFirst().filter(AzureJson::isAzure).isPresent()
                : new ResourceView(mapping).type().startsWith("microsoft.");
    }

    private static boolean isKubernetes(MappingNode mapping) {
        return mapping.find("apiVersion").isPresent() && mapping.find("kind").isPresent();
    }

    /** Takes in one document; nothing is turned before all are there, since ids may point anywhere. */
    void accept(SourceNode document) {
        if (document instanceof SequenceNode list) {
            list.items().forEach(this::accept);
            return;
        }
        if (!(document instanceof MappingNode mapping)) {
            problems.error(document.location(), "expected Azure resources, not " + document.describe());
            return;
        }
        Optional<List<SourceNode>> several = contents(mapping);
        if (several.isPresent()) {
            isTemplate |= mapping.find("$schema").isPresent();
            several.get().forEach(this::accept);
            return;
        }
        ResourceView resource = new ResourceView(mapping);
        if (ServiceTagJson.isList(resource)) {
            serviceTags.addAll(ServiceTagJson.tags(resource));
            return;
        }
        acceptResource(resource);
    }

    /** What a page or a template holds; newer templates list their resources by name. */
    private static Optional<List<SourceNode>> contents(MappingNode mapping) {
        if (mapping.fields().containsKey("type")) {
            return Optional.empty();
        }
        Optional<SourceNode> several = mapping.find("resources").or(() -> mapping.find("value"));
        if (several.isPresent() && several.get() instanceof SequenceNode list) {
            return Optional.of(list.items());
        }
        return several.filter(MappingNode.class::isInstance)
                .map(named -> ((MappingNode) named)
                        .listFields().stream().map(MappingNode.Field::value).toList());
    }

    private void acceptResource(ResourceView resource) {
        index.add(resource);
        if (!isTemplate) {
            return;
        }
        for (ResourceView child : resource.children("resources")) {
            acceptResource(child.insideOf(resource));
        }
    }

    /** All resources taken in so far. */
    ResourceIndex index() {
        return index;
    }

    /** The mapping of {@code azure:} that says the same. */
    MappingNode toInline(Location start) {
        Decoding decoding = new Decoding(index, problems);
        for (String type : index.types()) {
            ResourceDecoder decoder = DECODERS.get(type);
            List<ResourceView> resources = index.list(type);
            if (decoder != null) {
                resources.forEach(resource -> decoder.decode(resource, decoding));
            } else if (!isRecordSet(type)) {
                otherTypes.putIfAbsent(
                        type.isEmpty() ? "a resource without type" : spelling(resources.get(0)),
                        resources.get(0).location());
            }
        }
        AksResourceGroupJson.decode(decoding);
        otherTypes.forEach((type, location) -> problems.info(location, type + " is not read from JSON"));
        serviceTags.forEach(tag -> decoding.add("serviceTags", tag));
        return decoding.toInline(start);
    }

    private static boolean isRecordSet(String type) {
        return type.startsWith(AzureTypes.DNS_ZONE + "/");
    }

    private static String spelling(ResourceView resource) {
        String stated = resource.text("type");
        return stated.isEmpty() ? resource.type() : stated;
    }
}
