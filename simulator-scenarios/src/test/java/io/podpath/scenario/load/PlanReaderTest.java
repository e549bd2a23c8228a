package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.plan.AddressingModel;
import io.podpath.plan.Limit;
import io.podpath.plan.PlanQuestion.Operation;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedEgress;
import io.podpath.plan.PlannedPool;
import io.podpath.plan.PlannedSubnet;
import io.podpath.plan.PoolSize;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What planning reads of a scenario: model, pools, ranges, outbound addresses, questions. */
class PlanReaderTest {

    private static final String NETWORK = """
            azure:
              vnets:
                - name: shop
                  addressPrefixes: [10.1.0.0/16]
                  subnets:
                    - {name: nodes, addressPrefix: 10.1.1.0/24}
                    - {name: more, addressPrefix: 10.1.2.0/24}
                    - {name: pods, addressPrefix: 10.1.64.0/22}
              vms:
                - {name: erp, subnet: shop/nodes, privateIp: 10.1.1.200}
            """;

    private static PlannedCluster cluster(String flags) {
        return only(HEAD + "cluster: {" + flags + "}\n" + NETWORK).plan().cluster();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodeCount: 2 | overlay",
                "networkPlugin: kubenet | kubenet",
                "networkPlugin: azure, networkPluginMode: '' | node-subnet",
                "networkPlugin: azure, networkDataplane: cilium, networkPluginMode: overlay | overlay",
                "networkPlugin: azure, vnetSubnetId: shop/nodes, podSubnetId: shop/pods | pod-subnet",
                "networkPlugin: azure, vnetSubnetId: shop/nodes, podSubnetId: shop/pods, podIpAllocationMode: StaticBlock"
                        + " | pod-subnet-static",
                "networkPlugin: none | byo"
            })
    void theModelFollowsFromTheFlags(String flags, String model) {
        assertThat(cluster(flags).model()).isEqualTo(AddressingModel.find(model).orElseThrow());
    }

    @Test
    void theMostThatTheAutoscalerMayMakeCounts() {
        PlannedPool pool = cluster("nodeCount: 2, enableClusterAutoscaler: true, minCount: 1, maxCount: 5")
                .scaledPool();

        assertThat(pool.size()).isEqualTo(new PoolSize(2, 5));
    }

    @Test
    void aPastedCommandIsReadTheSameWay() {
        PlannedCluster created = only(HEAD + """
                cluster:
                  create: >-
                    az aks create -n shop --network-plugin azure --max-pods 50 --node-count 3
                    --enable-cluster-autoscaler --min-count 3 --max-count 9 --load-balancer-managed-outbound-ip-count 2
                    --load-balancer-outbound-ports 4000
                """).plan().cluster();

        assertThat(created.scaledPool().size()).isEqualTo(new PoolSize(3, 9));
        assertThat(created.scaledPool().maxPods()).hasValue(50);
        assertThat(created.egress().publicIps()).hasValue(2);
        assertThat(created.egress().portsPerNode()).isEqualTo(4000);
    }

    @Test
    void poolsSayTheirOwnSurgeAutoscalerAndSubnet() {
        PlannedCluster cluster = only(HEAD + """
                cluster:
                  networkPlugin: azure
                  vnetSubnetId: shop/nodes
                  maxPods: 40
                  nodePools:
                    - {name: system, nodeCount: 3, maxSurge: 33%}
                    - {name: user, nodeCount: 1, maxPods: 50, maxSurge: 2, vnetSubnetId: shop/more,
                       enableClusterAutoscaler: true, minCount: 1, maxCount: 7}
                """ + NETWORK).plan().cluster();

        assertThat(cluster.pools()).extracting(pool -> pool.surge().toString()).containsExactly("33%", "2");
        assertThat(cluster.pools()).extracting(PlannedPool::nodeSubnet).containsExactly("shop/nodes", "shop/more");
        assertThat(cluster.pools())
                .extracting(pool -> pool.maxPods(AddressingModel.OVERLAY))
                .containsExactly(40, 50);
        assertThat(cluster.otherNodes()).isEqualTo(7);
    }

    @Test
    void machinesAndInternalFrontendsTakeAddressesOfTheSubnet() {
        List<PlannedSubnet> subnets = only(HEAD + "cluster: {networkPlugin: azure, vnetSubnetId: shop/nodes}\n"
                        + NETWORK + """
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: inside
                  annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true"}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: elsewhere
                  annotations:
                    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
                    service.beta.kubernetes.io/azure-load-balancer-internal-subnet: more
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: outside}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                """)
                .plan()
                .cluster()
                .space()
                .subnets();

        assertThat(subnets).extracting(PlannedSubnet::taken).containsExactly(2L, 1L, 0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodeCount: 1 | LOAD_BALANCER | 1",
                "loadBalancerManagedOutboundIpCount: 3 | LOAD_BALANCER | 3",
                "'loadBalancerOutboundIps: [20.0.0.1, 20.0.0.2]' | LOAD_BALANCER | 2",
                "loadBalancerOutboundIpPrefixes: some | LOAD_BALANCER | -1",
                "outboundType: managedNATGateway, natGatewayManagedOutboundIpCount: 4 | NAT_GATEWAY | 4",
                "outboundType: none | OTHER | -1"
            })
    void outboundAddressesAreCountedWhereTheFlagsSayHowMany(String flags, PlannedEgress.Kind kind, int publicIps) {
        PlannedEgress egress = cluster(flags).egress();

        assertThat(egress.kind()).isEqualTo(kind);
        assertThat(egress.publicIps().orElse(-1)).isEqualTo(publicIps);
    }

    @Test
    void questionsAreReadWithWhatIsExpectedInThisVariant() {
        List<Variant> variants =
                Inputs.load(HEAD + """
                        variants:
                          overlay: {}
                          flat: {cluster: {networkPlugin: azure}}
                        plan:
                          - name: grow
                            nodes: 60
                            upgrade: true
                            expect: {fits: true, limit: {flat: node-subnet}, needed: {overlay: 61, flat: 1891}}
                        """).scenario().orElseThrow().variants();

        ExpectedPlan overlay = variants.get(0).plan().questions().get(0);
        ExpectedPlan flat = variants.get(1).plan().questions().get(0);
        assertThat(overlay.question().nodes()).hasValue(60);
        assertThat(overlay.question().operation()).isEqualTo(Operation.UPGRADE);
        assertThat(overlay.expectation().findLimit()).isEmpty();
        assertThat(flat.expectation().findLimit()).contains(Limit.NODE_SUBNET);
        assertThat(flat.expectation().findNeeded()).hasValue(1891);
    }

    @Test
    void mistakesArePointedAt() {
        assertThat(errors(HEAD + """
                cluster:
                  nodePools:
                    - {name: a, nodeCount: 1, maxSurge: half}
                    - {name: b, nodeCount: 20, enableClusterAutoscaler: true}
                    - {name: c, nodeCount: 2, enableClusterAutoscaler: true, minCount: 9, maxCount: 5}
                    - {name: d, nodeCount: 2, maxCount: 5}
                plan:
                  - {name: few, nodes: 3}
                  - {name: few, expect: perhaps}
                  - {name: both, nodes: 30, podsOnNodes: [1, 2]}
                  - {name: wrong, expect: {limit: pod-cdr}}
                """))
                .containsExactly(
                        "5:41: 'maxSurge' must be a number of nodes or a percentage such as 33%, not 'half'",
                        "6:57: the cluster autoscaler needs 'minCount' and 'maxCount'",
                        "7:72: 'minCount' 9 is above 'maxCount' 5",
                        "8:41: 'maxCount' goes with 'enableClusterAutoscaler: true'",
                        "10:24: the pools that are not scaled have 27 nodes; ask for that many at least",
                        "11:12: a plan 'few' is on line 10 already",
                        "11:25: 'expect' cannot be 'perhaps' (one of fits, doesNotFit)",
                        "12:25: 'podsOnNodes' says already that there are 2 nodes",
                        "13:35: 'limit' cannot be 'pod-cdr' (one of node-subnet, pod-subnet, pod-blocks, pod-cidr,"
                                + " cluster-nodes, pool-nodes, vnet-addresses, snat-ports); did you mean 'pod-cidr'?");
    }
}
