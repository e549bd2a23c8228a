package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.cluster.NamespacedName;
import io.podpath.model.Protocol;
import org.junit.jupiter.api.Test;

/** Names computed independently with sha256 and base32. */
class ChainNamesTest {

    private static final NamespacedName WEB = new NamespacedName("shop", "web");

    @Test
    void servicePortsWithAndWithoutNameAreHashedAsWritten() {
        assertThat(ChainNames.of(new ServicePortName(WEB, "", Protocol.TCP)).cluster())
                .isEqualTo("KUBE-SVC-E3PXEPMWAWIUT6ZV");
        assertThat(ChainNames.of(new ServicePortName(WEB, "http", Protocol.TCP)).external())
                .isEqualTo("KUBE-EXT-67NZLRHBNDSAWJRO");
        assertThat(ChainNames.of(new ServicePortName(new NamespacedName("shop", "dns"), "", Protocol.UDP))
                        .local())
                .isEqualTo("KUBE-SVL-UUCMI6NRQAAWNJTH");
    }

    @Test
    void endpointChainsAlsoHashTheAddress() {
        ServicePortName web = new ServicePortName(WEB, "", Protocol.TCP);

        assertThat(ChainNames.endpoint(web, "10.244.1.5:8080")).isEqualTo("KUBE-SEP-JEWKWDKY4ODQIXQB");
        assertThat(ChainNames.endpoint(web, "[fd00::5]:80")).isEqualTo("KUBE-SEP-3JMI3UEZPLAKK6FC");
    }
}
