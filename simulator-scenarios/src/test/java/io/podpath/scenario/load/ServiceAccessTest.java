package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Annotations about callers that the cloud provider refuses, or takes for something else. */
class ServiceAccessTest {

    private static String service(String annotations, String ranges) {
        return HEAD + """
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  annotations: {%s}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}], loadBalancerSourceRanges: [%s]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: web}}
                spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}
                """.formatted(annotations, ranges);
    }

    @Test
    void rangesInTheFieldAndInAnAnnotationAreRefused() {
        String both = "cannot set both spec.loadBalancerSourceRanges and an annotation with allowed ranges;"
                + " the Azure cloud provider refuses service default/web";

        assertThat(errors(service("service.beta.kubernetes.io/azure-allowed-ip-ranges: 10.3.0.0/16", "10.2.0.0/16")))
                .containsExactly("8:69: " + both);
        assertThat(errors(
                        service("service.beta.kubernetes.io/load-balancer-source-ranges: 10.3.0.0/16", "10.2.0.0/16")))
                .containsExactly("8:73: " + both);
    }

    @Test
    void invalidRangeInAnAnnotationIsAWarning() {
        assertThat(warnings(service("service.beta.kubernetes.io/azure-allowed-ip-ranges: 10.3.0.1/16", "")))
                .containsExactly("8:69: '10.3.0.1/16' is not a range such as 10.0.0.0/16; the Azure cloud provider then"
                        + " denies everybody whom no valid range lets in");
    }

    @Test
    void rangeOfTheFieldMustBeginItsRange() {
        assertThat(errors(service("", "10.2.0.1/16")))
                .containsExactly("9:98: '10.2.0.1/16' is not the start of its range; did you mean '10.2.0.0/16'?");
    }

    @Test
    void tagsBesideRangesDoNotOpenKubeProxy() {
        assertThat(warnings(
                        service("service.beta.kubernetes.io/azure-allowed-service-tags: AzureCloud", "10.2.0.0/16")))
                .containsExactly("8:72: service tags open the security group, but kube-proxy still drops every client"
                        + " outside loadBalancerSourceRanges");
    }
}
