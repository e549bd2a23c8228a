package io.podpath.benchmarks;

import java.util.Locale;

/**
 * A scenario with as many nodes, Services and pods as wanted: one Deployment behind each Service, its pods spread over
 * the nodes by the scheduler, one pod {@code shop/client} on the first node, and one Deployment behind no Service.
 *
 * @param model the networking model
 * @param nodes how many nodes; each may run as many pods as {@code replicas} needs
 * @param services how many Services of type ClusterIP, each with one Deployment
 * @param replicas how many pods each of these Deployments has
 * @param otherPods how many pods no Service selects
 */
public record GeneratedCluster(GeneratedModel model, int nodes, int services, int replicas, int otherPods) {

    private static final int LEAST_MAX_PODS = 30;

    /** The Service that probes ask for: the one in the middle of kube-proxy's order. */
    public String service() {
        return serviceName(services / 2);
    }

    private static String serviceName(int index) {
        return String.format(Locale.ROOT, "web-%05d", index);
    }

    private int maxPods() {
        int even = (services * replicas + otherPods + nodes) / nodes + 1;
        return Math.max(LEAST_MAX_PODS, even);
    }

    /** The scenario file: one probe from the client to {@link #service}. */
    public String scenario() {
        StringBuilder text = new StringBuilder("""
                apiVersion: podpath/v1
                kind: Scenario
                metadata: {name: generated}
                """);
        text.append("cluster: ").append(model.flags());
        text.append(", serviceCidr: 172.16.0.0/16, dnsServiceIp: 172.16.0.10, vnetSubnetId: net/nodes, nodeCount: ")
                .append(nodes)
                .append(", maxPods: ")
                .append(maxPods())
                .append("}\n");
        text.append("""
                azure:
                  vnets:
                    - {name: net, addressPrefixes: [10.0.0.0/9], subnets: [{name: nodes, addressPrefix: 10.0.0.0/10}]}
                """);
        text.append("probes: [{name: one, from: pod/shop/client, to: \"service/shop/")
                .append(service());
        text.append(":80\"}]\n").append("""
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: client, namespace: shop, labels: {app: client}}
                spec: {nodeName: node-0, containers: [{name: c, image: client}]}
                """);
        for (int i = 0; i < services; i++) {
            appendService(text, serviceName(i));
        }
        appendDeployment(text, "other", otherPods);
        return text.toString();
    }

    private void appendService(StringBuilder text, String name) {
        text.append("""
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: NAME, namespace: shop}
                spec: {selector: {app: NAME}, ports: [{port: 80, targetPort: 8080}]}
                """.replace("NAME", name));
        appendDeployment(text, name, replicas);
    }

    private static void appendDeployment(StringBuilder text, String name, int replicas) {
        text.append("""
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: NAME, namespace: shop}
                spec:
                  replicas: REPLICAS
                  selector: {matchLabels: {app: NAME}}
                  template:
                    metadata: {labels: {app: NAME}}
                    spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
                """.replace("NAME", name).replace("REPLICAS", Integer.toString(replicas)));
    }
}
