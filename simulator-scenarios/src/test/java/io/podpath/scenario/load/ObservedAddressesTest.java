package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.cluster.ClusterObjects;
import org.junit.jupiter.api.Test;

/** A dump of a real cluster, and what another networking model would make of it. */
class ObservedAddressesTest {

    private static final String OVERLAY = "cluster: {networkPlugin: azure, networkPluginMode: overlay, nodeCount: 1}\n";
    private static final String VARIANTS = "variants: {overlay: {}, flat: {cluster: {networkPluginMode: null}}}\n";
    private static final String DUMP = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}
            status: {phase: Running, podIP: 10.244.0.7}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            ports: [{name: "", port: 80, protocol: TCP}]
            endpoints: [{addresses: [10.244.0.7]}]
            """;

    @Test
    void addressesAreKeptWhereTheyFitAndForgottenInAnotherModel() {
        String text = HEAD + OVERLAY + VARIANTS + DUMP;

        assertThat(objects(text, 0).pods().get(0).findPodIp()).isPresent();
        assertThat(objects(text, 0).endpointSlices()).hasSize(1);
        assertThat(objects(text, 1).pods().get(0).findPodIp()).isEmpty();
        assertThat(objects(text, 1).endpointSlices()).isEmpty();
        assertThat(Inputs.notes(text))
                .containsExactly("4:1: variant 'flat': the listed pods have addresses outside 10.224.0.0/16; there they"
                        + " get new ones");
    }

    @Test
    void addressThatFitsNoVariantIsAnError() {
        assertThat(errors(HEAD + OVERLAY + VARIANTS + DUMP.replace("10.244.0.7", "10.9.0.7")))
                .hasSize(2)
                .allMatch(error -> error.contains("address 10.9.0.7 is outside the range of pods"));
    }

    private static ClusterObjects objects(String text, int variant) {
        return Inputs.load(text)
                .scenario()
                .orElseThrow()
                .variants()
                .get(variant)
                .input()
                .objects();
    }
}
