package io.podpath.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pod of namespace shop looks names up. */
class ResolverConfigTest {

    private static final ResolverConfig POD = new ResolverConfig(
            List.of(IpAddress.parse("10.0.0.10")),
            List.of("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"),
            5);

    @Test
    void aNameWithFewDotsIsSearchedFirstAndAskedAsItIsLast() {
        assertThat(POD.candidates("Web"))
                .containsExactly("web.shop.svc.cluster.local", "web.svc.cluster.local", "web.cluster.local", "web");
    }

    @Test
    void aNameWithEnoughDotsIsAskedAsItIsFirst() {
        assertThat(POD.candidates("a.b.c.d.e.f")).first().isEqualTo("a.b.c.d.e.f");
        assertThat(POD.candidates("a.b.c.d.e.f")).hasSize(4);
    }

    @Test
    void aDotAtTheEndEndsTheSearchBeforeItBegins() {
        assertThat(POD.candidates("api.contoso.com.")).containsExactly("api.contoso.com");
    }
}
