package io.podpath.scenario.load;

/** The resource types that podpath reads, in lower case. */
final class AzureTypes {

    static final String CLUSTER = "microsoft.containerservice/managedclusters";
    static final String AGENT_POOL = CLUSTER + "/agentpools";
    static final String VNET = "microsoft.network/virtualnetworks";
    static final String SUBNET = VNET + "/subnets";
    static final String PEERING = VNET + "/virtualnetworkpeerings";
    static final String NSG = "microsoft.network/networksecuritygroups";
    static final String ASG = "microsoft.network/applicationsecuritygroups";
    static final String ROUTE_TABLE = "microsoft.network/routetables";
    static final String NAT_GATEWAY = "microsoft.network/natgateways";
    static final String PUBLIC_IP = "microsoft.network/publicipaddresses";
    static final String PUBLIC_IP_PREFIX = "microsoft.network/publicipprefixes";
    static final String NIC = "microsoft.network/networkinterfaces";
    static final String LOAD_BALANCER = "microsoft.network/loadbalancers";
    static final String PRIVATE_ENDPOINT = "microsoft.network/privateendpoints";
    static final String APPLICATION_GATEWAY = "microsoft.network/applicationgateways";
    static final String TRAFFIC_CONTROLLER = "microsoft.servicenetworking/trafficcontrollers";
    static final String TRAFFIC_ASSOCIATION = TRAFFIC_CONTROLLER + "/associations";
    static final String FIREWALL = "microsoft.network/azurefirewalls";
    static final String FIREWALL_POLICY = "microsoft.network/firewallpolicies";
    static final String RULE_COLLECTION_GROUP = FIREWALL_POLICY + "/rulecollectiongroups";
    static final String GATEWAY = "microsoft.network/virtualnetworkgateways";
    static final String LOCAL_GATEWAY = "microsoft.network/localnetworkgateways";
    static final String CONNECTION = "microsoft.network/connections";
    static final String DNS_ZONE = "microsoft.network/privatednszones";
    static final String DNS_LINK = DNS_ZONE + "/virtualnetworklinks";
    static final String VM = "microsoft.compute/virtualmachines";
    static final String SCALE_SET = "microsoft.compute/virtualmachinescalesets";
    static final String SCALE_SET_NIC = SCALE_SET + "/virtualmachines/networkinterfaces";
    static final String SCALE_SET_PUBLIC_IP = SCALE_SET_NIC + "/ipconfigurations/publicipaddresses";

    private AzureTypes() {}
}
