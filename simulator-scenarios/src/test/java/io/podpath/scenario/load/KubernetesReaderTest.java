package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.notes;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TargetPort;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.cluster.Workload;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kubernetes objects, as written by hand and as kubectl gives them back. */
class KubernetesReaderTest {

    /** What {@code kubectl get -A -o yaml} gives for one Deployment, shortened. */
    private static final String DUMP = """
            apiVersion: v1
            items:
            - apiVersion: v1
              kind: Node
              metadata: {name: aks-np-0, labels: {topology.kubernetes.io/zone: westeurope-1}}
              spec: {podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24], unschedulable: true}
              status: {addresses: [{address: 10.224.0.4, type: InternalIP}, {address: aks-np-0, type: Hostname}]}
            - apiVersion: v1
              kind: Pod
              metadata:
                name: web-5f6-abcde
                namespace: shop
                labels: {app: web, pod-template-hash: 5f6}
                deletionTimestamp: "2026-01-01T00:00:00Z"
                managedFields: [{manager: kubelet, fieldsV1: {"f:status": {}}}]
                ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5f6, controller: true, uid: x}]
              spec: {nodeName: aks-np-0, containers: [{name: web, image: nginx, ports: [{containerPort: 8080}]}]}
              status:
                phase: Running
                conditions: [{type: Ready, status: "False"}]
                hostIP: 10.224.0.4
                podIP: 10.244.0.7
                podIPs: [{ip: 10.244.0.7}]
            - apiVersion: apps/v1
              kind: ReplicaSet
              metadata:
                name: web-5f6
                namespace: shop
                ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true, uid: y}]
              spec:
                replicas: 1
                selector: {matchLabels: {app: web, pod-template-hash: 5f6}}
                template: &template
                  metadata: {labels: {app: web, pod-template-hash: 5f6}}
                  spec: {containers: [{name: web, ports: [{containerPort: 8080}]}]}
            - apiVersion: apps/v1
              kind: Deployment
              metadata: {name: web, namespace: shop}
              spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: *template}
              status: {replicas: 1}
            - apiVersion: v1
              kind: Service
              metadata: {name: web, namespace: shop}
              spec:
                type: LoadBalancer
                clusterIP: 10.0.7.7
                clusterIPs: [10.0.7.7]
                externalTrafficPolicy: Local
                healthCheckNodePort: 31234
                ports: [{port: 80, targetPort: 8080, nodePort: 30080}]
                selector: {app: web}
              status: {loadBalancer: {ingress: [{ip: 20.1.2.3, ipMode: Proxy}]}}
            - {apiVersion: v1, kind: Endpoints, metadata: {name: web, namespace: shop}, subsets: [{addresses: [{ip: 10.244.0.7}]}]}
            - apiVersion: discovery.k8s.io/v1
              kind: EndpointSlice
              metadata: {name: web-x, namespace: shop, labels: {kubernetes.io/service-name: web}}
              addressType: IPv4
              ports: [{name: "", port: 8080, protocol: TCP}]
              endpoints:
              - addresses: [10.244.0.7]
                conditions: {ready: false, serving: true, terminating: true}
                nodeName: aks-np-0
                hints: {forZones: [{name: westeurope-1}]}
            - {apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: b}}
            - {apiVersion: v1, kind: Secret, metadata: {name: t}}
            kind: List
            metadata: {resourceVersion: ""}
            """;

    @Test
    void aDumpOfARealClusterGoesInUnchanged() {
        assertThat(errors(DUMP)).isEmpty();
        assertThat(warnings(DUMP)).isEmpty();
        assertThat(notes(DUMP))
                .containsExactly(
                        "64:26: Secret does not matter to packets or is not read yet; passed over (2 of them)");
    }

    @Test
    void whatTheClusterAllocatedIsKept() {
        ClusterObjects objects = objects(DUMP);

        Pod pod = objects.pods().get(0);
        assertThat(pod.spec().findNodeName()).contains("aks-np-0");
        assertThat(pod.status().podIps()).containsExactly(IpAddress.parse("10.244.0.7"));
        assertThat(pod.status().ready()).isFalse();
        assertThat(pod.status().terminating()).isTrue();
        assertThat(objects.nodes().get(0).addresses()).containsExactly(IpAddress.parse("10.224.0.4"));
        assertThat(objects.nodes().get(0).podCidrs()).containsExactly(Cidr.parse("10.244.0.0/24"));
        assertThat(objects.nodes().get(0).schedulable()).isFalse();
        Service service = objects.services().get(0);
        assertThat(service.clusterIps()).containsExactly(IpAddress.parse("10.0.7.7"));
        assertThat(service.ports().get(0).nodePort()).isEqualTo(30080);
        assertThat(service.exposure().healthCheckNodePort()).isEqualTo(31234);
        assertThat(service.exposure().loadBalancerIngress())
                .containsExactly(new LoadBalancerIngress(IpAddress.parse("20.1.2.3"), true));
    }

    @Test
    void aReplicaSetOfAListedDeploymentWantsNoPodsOfItsOwn() {
        assertThat(objects(DUMP).workloads())
                .extracting(Workload::kind, Workload::replicas)
                .containsExactly(tuple(Workload.Kind.REPLICA_SET, 0), tuple(Workload.Kind.DEPLOYMENT, 1));
    }

    @Test
    void endpointsCountOnlyWithoutEndpointSlices() {
        assertThat(objects(DUMP).endpointSlices()).hasSize(1);
        EndpointSlice.Endpoint endpoint =
                objects(DUMP).endpointSlices().get(0).endpoints().get(0);
        assertThat(endpoint.conditions()).isEqualTo(new EndpointSlice.Conditions(false, true, true));
        assertThat(endpoint.hints().zones()).containsExactly("westeurope-1");

        String alone = """
                apiVersion: v1
                kind: Endpoints
                metadata: {name: ext, namespace: shop}
                subsets: [{addresses: [{ip: 192.168.1.1}], notReadyAddresses: [{ip: 192.168.1.2}], ports: [{port: 5432}]}]
                """;
        EndpointSlice slice = objects(alone).endpointSlices().get(0);
        assertThat(slice.service()).isEqualTo(new NamespacedName("shop", "ext"));
        assertThat(slice.ports()).containsExactly(new EndpointSlice.Port("", Protocol.TCP, 5432));
        assertThat(slice.endpoints())
                .extracting(found -> found.conditions().ready())
                .containsExactly(true, false);
    }

    @Test
    void podsWithoutStatusAreReady() {
        Pod pod = objects("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p}
                        spec:
                          hostNetwork: true
                          initContainers:
                            - {name: once, ports: [{containerPort: 1}]}
                            - {name: side, restartPolicy: Always, ports: [{containerPort: 15090, name: metrics}]}
                          containers: [{name: c, ports: [{containerPort: 53, protocol: UDP, hostPort: 5353}]}]
                        """).pods().get(0);

        assertThat(pod.name()).isEqualTo(new NamespacedName("default", "p"));
        assertThat(pod.status().ready()).isTrue();
        assertThat(pod.spec().hostNetwork()).isTrue();
        assertThat(pod.spec().ports())
                .containsExactly(
                        new ContainerPort("", 53, Protocol.UDP, 5353),
                        new ContainerPort("metrics", 15090, Protocol.TCP, 0));
    }

    @Test
    void servicesHaveTheDefaultsOfTheApi() {
        Service service = objects("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: s}
                        spec: {ports: [{port: 80}], sessionAffinity: ClientIP, clusterIP: None}
                        """).services().get(0);

        assertThat(service.type()).isEqualTo(ServiceType.CLUSTER_IP);
        assertThat(service.headless()).isTrue();
        assertThat(service.ports().get(0).targetPort()).isEqualTo(TargetPort.ofNumber(80));
        assertThat(service.backend().affinityTimeoutSeconds()).isEqualTo(10_800);
        assertThat(service.exposure().externalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
    }

    @Test
    void frontendMayComeByAnnotationButKubeProxyKnowsOnlyRangesOfTheField() {
        Service service = objects("""
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: s
                          annotations:
                            service.beta.kubernetes.io/load-balancer-source-ranges: "10.0.0.0/8, 192.168.1.1/32"
                            service.beta.kubernetes.io/azure-load-balancer-ipv4: 10.224.9.9
                        spec: {type: LoadBalancer, ports: [{port: 80}]}
                        """).services().get(0);

        assertThat(service.exposure().loadBalancerSourceRanges()).isEmpty();
        assertThat(service.exposure().loadBalancerIngress())
                .containsExactly(new LoadBalancerIngress(IpAddress.parse("10.224.9.9"), false));
    }

    @Test
    void jobsThatAreDoneAndCronJobsOfDumpsWantNoPods() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec: {template: {metadata: {labels: {a: b}}, spec: {containers: []}}}
                %s---
                """;
        String cronJob = """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: %s}
                spec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {containers: []}}}}}
                %s---
                """;

        ClusterObjects objects = objects(job.formatted("new", "")
                + job.formatted("done", "status: {completionTime: \"2026-01-01T00:00:00Z\"}\n")
                + cronJob.formatted("new", "")
                + cronJob.formatted("old", "status: {}\n"));

        assertThat(objects.workloads()).extracting(Workload::replicas).containsExactly(1, 0, 1, 0);
        assertThat(objects.workloads().get(0).podLabels())
                .containsEntry("a", "b")
                .containsEntry("batch.kubernetes.io/job-name", "new");
    }

    @Test
    void theConfigurationOfIpMasqAgentIsReadOutOfItsConfigMap() {
        ClusterObjects objects = objects("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: azure-ip-masq-agent-config, namespace: kube-system}
                data:
                  ip-masq-agent: |-
                    nonMasqueradeCIDRs: [10.1.0.0/16]
                    masqLinkLocal: true
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: other}, data: {ip-masq-agent: "no: yaml: at all"}}
                """);

        assertThat(objects.masqueradeConfigs()).hasSize(1);
        assertThat(objects.masqueradeConfigs().get(0).nonMasqueradeCidrs()).containsExactly(Cidr.parse("10.1.0.0/16"));
        assertThat(objects.masqueradeConfigs().get(0).masqLinkLocal()).isTrue();
    }

    @Test
    void policiesAndIngressesAreKeptForLater() {
        ClusterObjects objects = objects("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: p, namespace: shop}
                spec: {podSelector: {matchLabels: {app: web}}, egress: [{}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: i, namespace: shop}
                spec:
                  ingressClassName: nginx
                  rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
                """);

        assertThat(objects.networkPolicies().get(0).ingress()).isTrue();
        assertThat(objects.networkPolicies().get(0).egress()).isTrue();
        assertThat(objects.networkPolicies().get(0).podSelector().matches(Map.of("app", "web")))
                .isTrue();
        assertThat(objects.httpRouting().ingresses().get(0).services())
                .containsExactly(new NamespacedName("shop", "web"));
        assertThat(objects.httpRouting().ingresses().get(0).hosts()).containsExactly("a.example");
    }

    @Test
    void nodesAreKnownByTheirPodsWhereADumpListsNone() {
        ClusterObjects objects = objects("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec: {nodeName: aks-np-7, containers: []}
                status: {phase: Running, hostIP: 10.224.0.9, podIP: 10.244.3.3}
                """);

        assertThat(objects.nodes()).extracting(node -> node.name()).containsExactly("aks-np-7");
    }

    @Test
    void otherGroupsMayReuseTheNamesOfKinds() {
        String text =
                "{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: s}, spec: {template: {}}}\n";

        assertThat(objects(text).services()).isEmpty();
        assertThat(notes(text)).hasSize(1);
        assertThat(warnings("{apiVersion: apps/v1, kind: Deploymnt, metadata: {name: s}}\n"))
                .containsExactly("1:29: unknown kind 'Deploymnt', passed over; did you mean 'Deployment'?");
    }

    private static ClusterObjects objects(String text) {
        return Inputs.only(text).input().objects();
    }
}
