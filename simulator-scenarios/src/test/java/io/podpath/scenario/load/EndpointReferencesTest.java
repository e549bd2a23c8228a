package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.EndpointReference;
import io.podpath.EndpointReference.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ends of probes, as a person writes them. */
class EndpointReferencesTest {

    private static final Location HERE = new Location("-", 1, 1);

    @ParameterizedTest
    @CsvSource({
        "pod/shop/web:8080, POD, shop, web, 8080",
        "po/web, POD, default, web,",
        "deploy/shop/web:http, DEPLOYMENT, shop, web, http",
        "deployments/web, DEPLOYMENT, default, web,",
        "rs/web, REPLICASET, default, web,",
        "sts/db:5432, STATEFULSET, default, db, 5432",
        "ds/agent, DAEMONSET, default, agent,",
        "job/once, JOB, default, once,",
        "cj/nightly, CRONJOB, default, nightly,",
        "svc/shop/web:80, SERVICE, shop, web, 80",
        "frontend/shop/web:80, FRONTEND, shop, web, 80",
        "lb/web:80, FRONTEND, default, web, 80",
        "no/node-1:30080, NODE, '', node-1, 30080",
        "vm/erp:1433, VM, '', erp, 1433",
        "internet/partner:443, INTERNET, '', partner, 443",
        "fqdn/api.example.com:443, FQDN, '', api.example.com, 443",
        "ip/10.0.0.4:53, IP, '', 10.0.0.4, 53",
        "ip/10.0.0.4, IP, '', 10.0.0.4,",
        "ip/fd00::4, IP, '', fd00::4,",
        "ip/[fd00::4]:53, IP, '', fd00::4, 53",
    })
    void kindsNamespacesAndPortsAreTold(String text, Kind kind, String namespace, String name, String port) {
        assertThat(EndpointReferences.parse(text, HERE).reference())
                .contains(new EndpointReference(kind, namespace, name, port));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web | 'web' is not of the form kind/[namespace/]name[:port]",
                "10.0.0.4 | '10.0.0.4' is not of the form kind/[namespace/]name[:port]; did you mean 'ip/10.0.0.4'?",
                "pdo/web | unknown kind 'pdo' in 'pdo/web'; did you mean 'po'?",
                "pod/a/b/c | 'pod/a/b/c' is not of the form kind/[namespace/]name[:port]",
                "pod/web:0 | '0' in 'pod/web:0' is neither a port number nor a name",
                "pod/web:99999 | '99999' in 'pod/web:99999' is neither a port number nor a name",
                "pod/web: | '' in 'pod/web:' is neither a port number nor a name",
                "node/shop/n | a node has no namespace: write node/name[:port]",
                "ip/10.0.0 | '10.0.0' in 'ip/10.0.0' is not an IP address",
                "ip/[fd00::4]80 | 'ip/[fd00::4]80' is not of the form ip/address[:port]",
            })
    void whatCannotBeReadIsExplained(String text, String message) {
        EndpointReferences.Parsed parsed = EndpointReferences.parse(text, HERE);

        assertThat(parsed.reference()).isEmpty();
        assertThat(parsed.problem().orElseThrow().message()).isEqualTo(message);
    }

    @Test
    void whatIsReadPrintsAsAnEqualReference() {
        EndpointReference read =
                EndpointReferences.parse("svc/shop/web:80", HERE).reference().orElseThrow();

        assertThat(EndpointReferences.parse(read.toString(), HERE).reference()).contains(read);
    }
}
