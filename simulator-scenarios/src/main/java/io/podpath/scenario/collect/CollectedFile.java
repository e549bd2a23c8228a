package io.podpath.scenario.collect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of a folder that describes a running cluster: its name, what is in it, and the command that prints it.
 *
 * <p>Where a resource can hold a secret (scripts of machines, keys of connections) the command picks the fields that say
 * something about the network.
 *
 * <p><i>Source:</i> Azure CLI reference, groups aks, network, vm and vmss; kubectl reference, get.
 */
public enum CollectedFile {
    CLUSTER("cluster.json", Reach.CLUSTER, "the cluster", "aks show"),
    VNETS("vnets.json", Reach.GROUP, "virtual networks", "network vnet list"),
    NSGS("nsgs.json", Reach.GROUP, "network security groups", "network nsg list"),
    ASGS("asgs.json", Reach.GROUP, "application security groups", "network asg list"),
    ROUTE_TABLES("route-tables.json", Reach.GROUP, "route tables", "network route-table list"),
    PUBLIC_IPS("public-ips.json", Reach.GROUP, "public addresses", "network public-ip list"),
    PUBLIC_IP_PREFIXES("public-ip-prefixes.json", Reach.GROUP, "public IP prefixes", "network public-ip prefix list"),
    LOAD_BALANCERS("load-balancers.json", Reach.GROUP, "load balancers", "network lb list"),
    NAT_GATEWAYS("nat-gateways.json", Reach.GROUP, "NAT gateways", "network nat gateway list"),
    NICS("nics.json", Reach.GROUP, "NICs of machines", "network nic list"),
    PRIVATE_ENDPOINTS("private-endpoints.json", Reach.GROUP, "private endpoints", "network private-endpoint list"),
    APPLICATION_GATEWAYS(
            "application-gateways.json",
            Reach.GROUP,
            "application gateways",
            "network application-gateway list",
            "[].{id:id,name:name,type:type,sku:sku,autoscaleConfiguration:autoscaleConfiguration,"
                    + "gatewayIPConfigurations:gatewayIPConfigurations,frontendIPConfigurations:frontendIPConfigurations}"),
    ALB_ASSOCIATIONS(
            "alb-associations.json",
            Reach.ALB,
            "associations of Application Gateways for Containers",
            "network alb association list"),
    FIREWALLS("firewalls.json", Reach.GROUP, "firewalls", "network firewall list"),
    FIREWALL_POLICIES("firewall-policies.json", Reach.GROUP, "firewall policies", "network firewall policy list"),
    FIREWALL_RULES(
            "firewall-rules.json",
            Reach.FIREWALL_POLICY,
            "rules of firewall policies",
            "network firewall policy rule-collection-group list"),
    GATEWAYS(
            "gateways.json",
            Reach.GROUP,
            "virtual network gateways",
            "network vnet-gateway list",
            "[].{id:id,name:name,type:type,gatewayType:gatewayType,ipConfigurations:ipConfigurations}"),
    LOCAL_GATEWAYS("local-gateways.json", Reach.GROUP, "local network gateways", "network local-gateway list"),
    CONNECTIONS(
            "connections.json",
            Reach.GROUP,
            "connections of gateways",
            "network vpn-connection list",
            "[].{id:id,name:name,type:type,connectionType:connectionType,"
                    + "virtualNetworkGateway1:virtualNetworkGateway1,localNetworkGateway2:localNetworkGateway2}"),
    DNS_ZONES("dns-zones.json", Reach.GROUP, "private DNS zones", "network private-dns zone list"),
    DNS_LINKS("dns-links.json", Reach.DNS_ZONE, "links of private DNS zones", "network private-dns link vnet list"),
    DNS_RECORDS(
            "dns-records.json", Reach.DNS_ZONE, "records of private DNS zones", "network private-dns record-set list"),
    VMS(
            "vms.json",
            Reach.GROUP,
            "machines",
            "vm list",
            "[].{id:id,name:name,type:type,zones:zones,networkProfile:networkProfile}"),
    SCALE_SETS(
            "scale-sets.json",
            Reach.GROUP,
            "scale sets",
            "vmss list",
            "[].{id:id,name:name,type:type,tags:tags,"
                    + "virtualMachineProfile:{networkProfile:virtualMachineProfile.networkProfile}}"),
    SCALE_SET_NICS("scale-set-nics.json", Reach.SCALE_SET, "NICs of nodes", "vmss nic list"),
    SCALE_SET_PUBLIC_IPS(
            "scale-set-public-ips.json", Reach.SCALE_SET, "public addresses of nodes", "vmss list-instance-public-ips"),
    NODES("nodes.json", Reach.KUBERNETES, "nodes", "get nodes"),
    NAMESPACES("namespaces.json", Reach.KUBERNETES, "namespaces", "get namespaces"),
    PODS("pods.json", Reach.KUBERNETES, "pods", "get pods --all-namespaces"),
    SERVICES("services.json", Reach.KUBERNETES, "Services", "get services --all-namespaces"),
    ENDPOINT_SLICES(
            "endpoint-slices.json", Reach.KUBERNETES, "endpoints of Services", "get endpointslices --all-namespaces"),
    WORKLOADS(
            "workloads.json",
            Reach.KUBERNETES,
            "workloads",
            "get deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs --all-namespaces"),
    NETWORK_POLICIES(
            "network-policies.json", Reach.KUBERNETES, "network policies", "get networkpolicies --all-namespaces"),
    INGRESSES("ingresses.json", Reach.KUBERNETES, "Ingress objects", "get ingresses,ingressclasses --all-namespaces"),
    GATEWAY_API(
            "gateway-api.json",
            Reach.KUBERNETES,
            "objects of the Gateway API",
            "get gateways.gateway.networking.k8s.io,httproutes.gateway.networking.k8s.io,"
                    + "referencegrants.gateway.networking.k8s.io --all-namespaces"),
    MASQUERADE(
            "masquerade.json",
            Reach.KUBERNETES,
            "the configuration of ip-masq-agent",
            "get configmap azure-ip-masq-agent-config azure-ip-masq-agent-config-reconciled"
                    + " --namespace kube-system --ignore-not-found"),
    COREDNS(
            "coredns-custom.json",
            Reach.KUBERNETES,
            "what is added to CoreDNS",
            "get configmap coredns-custom --namespace kube-system --ignore-not-found"),
    STATIC_GATEWAYS(
            "static-gateways.json",
            Reach.KUBERNETES,
            "static egress gateways",
            "get staticgatewayconfigurations.egressgateway.kubernetes.azure.com --all-namespaces");

    /** What one run of a command covers. */
    public enum Reach {
        /** The cluster. */
        CLUSTER,
        /** A resource group. */
        GROUP,
        /** A scale set of the node resource group. */
        SCALE_SET,
        /** A private DNS zone. */
        DNS_ZONE,
        /** A firewall policy. */
        FIREWALL_POLICY,
        /** An Application Gateway for Containers. */
        ALB,
        /** The cluster, asked with kubectl. */
        KUBERNETES
    }

    private final String fileName;
    private final Reach reach;
    private final String content;
    private final String command;
    private final String query;

    CollectedFile(String fileName, Reach reach, String content, String command) {
        this(fileName, reach, content, command, "");
    }

    CollectedFile(String fileName, Reach reach, String content, String command, String query) {
        this.fileName = fileName;
        this.reach = reach;
        this.content = content;
        this.command = command;
        this.query = query;
    }

    /** The name of the file. */
    public String fileName() {
        return fileName;
    }

    /** What one run of its command covers. */
    public Reach reach() {
        return reach;
    }

    /** What is in it, in words. */
    public String content() {
        return content;
    }

    /** The command without {@code az} or {@code kubectl} and without where to look. */
    public String command() {
        return command;
    }

    /** The fields to pick (JMESPath); empty for all. */
    public String query() {
        return query;
    }

    /** Whether kubectl writes it. */
    public boolean isKubernetes() {
        return reach == Reach.KUBERNETES;
    }

    /** The file of a name. */
    public static Optional<CollectedFile> find(String fileName) {
        return Arrays.stream(values())
                .filter(file -> file.fileName.equals(fileName))
                .findFirst();
    }

    /** The names of all files. */
    public static List<String> names() {
        return Arrays.stream(values()).map(CollectedFile::fileName).toList();
    }
}
