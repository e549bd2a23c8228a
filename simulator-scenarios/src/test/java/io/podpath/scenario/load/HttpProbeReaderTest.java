package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.Probe;
import io.podpath.http.HttpRequest;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes that are HTTP requests: URL, headers, and what is wrong with them. */
class HttpProbeReaderTest {

    private static String scenario(String probe) {
        return """
                apiVersion: podpath/v1
                kind: Scenario
                cluster: {nodeCount: 1}
                probes: [{name: p, from: internet/client, %s}]
                """.formatted(probe);
    }

    private static Probe read(String probe) {
        LoadOptions options = new LoadOptions(false, new StringReader(scenario(probe)));
        return ScenarioLoader.loadUnchecked(List.of(Path.of("-")), options)
                .scenario()
                .orElseThrow()
                .variants()
                .get(0)
                .probes()
                .get(0)
                .probe();
    }

    @Test
    void aUrlIsLookedUpAndItsSchemeGivesThePort() {
        Probe probe = read("to: 'https://Shop.example.com/cart?id=1'");

        assertThat(probe.to()).hasToString("fqdn/Shop.example.com:443");
        assertThat(probe.http()).isEqualTo(HttpRequest.get(HttpRequest.Scheme.HTTPS, "shop.example.com", "/cart?id=1"));
    }

    @Test
    void viaSaysWhereToSendItAndTakesThePortOfTheUrl() {
        Probe probe =
                read("to: 'http://shop.example.com:8080', http: {method: POST, headers: {X-A: b}, via: svc/i/nginx}");

        assertThat(probe.to()).hasToString("service/i/nginx:8080");
        assertThat(probe.findHttp().orElseThrow().method()).isEqualTo("POST");
        assertThat(probe.findHttp().orElseThrow().findHeader("x-a")).contains("b");
        assertThat(probe.findHttp().orElseThrow().path()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            to: 'ftp://shop.example.com/'                                    | a request goes to http:// or https://
            to: 'https://10.0.0.1/'                                          | is no host name
            to: 'https://shop.example.com:99999/'                            | is no port number
            to: 'https://user@shop.example.com/'                             | has a user or a fragment
            to: 'https://shop.example.com/', protocol: udp                   | HTTP requests go over
            to: 'https://shop.example.com/', http: {method: fetch it}        | is no method
            to: 'https://shop.example.com/', http: {headers: {'a b': c}}     | is no name of a header
            to: 'https://shop.example.com/', http: {via: nowhere}            | is not of the form kind/
            to: 'https://shop.example.com/', http: {vai: svc/a/b}            | did you mean 'via'
            to: 'svc/a/b:80', http: {method: GET}                            | goes with a URL
            to: 'https://a.example.com/', expect: {http: {status: 99}}       | must be from 100 to 599
            to: 'https://a.example.com/', expect: {http: {reason: HTTP_NO}}  | there is no reason
            """)
    void mistakesAreNamed(String probe, String message) {
        LoadOptions options = new LoadOptions(false, new StringReader(scenario(probe)));

        LoadResult loaded = ScenarioLoader.load(Path.of("-"), options);

        assertThat(loaded.problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains(message));
    }
}
