package io.podpath.scenario.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are replaced alike everywhere, but for those with a meaning of their own. */
class NameMappingTest {

    private final NameMapping names = new NameMapping(RedactionKey.of("key"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GatewaySubnet",
                "AzureFirewallSubnet",
                "kube-system",
                "CoreDNS",
                "westeurope",
                "westeurope-2",
                "kubernetes",
                "http",
                "*",
                "0"
            })
    void wellKnownNamesStay(String name) {
        assertThat(names.map(name)).isEqualTo(name);
    }

    @Test
    void caseDoesNotCount() {
        assertThat(names.map("Shop-NSG")).isEqualTo(names.map("shop-nsg")).doesNotContain("shop");
        assertThat(names.map("shop")).isNotEqualTo(names.map("shop2"));
    }

    @Test
    void idsKeepTheirFormAndTheirRelations() {
        String vnet = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-shop/providers"
                + "/Microsoft.Network/virtualNetworks/spoke";
        String mapped = names.mapId(vnet);

        assertThat(mapped)
                .matches("/subscriptions/[0-9a-f-]{36}/resourceGroups/n[0-9a-f]{10}/providers/Microsoft.Network"
                        + "/virtualNetworks/n[0-9a-f]{10}")
                .endsWith("/" + names.map("spoke"))
                .doesNotContain("0b1f6471");
        assertThat(names.mapId(vnet + "/subnets/GatewaySubnet")).isEqualTo(mapped + "/subnets/GatewaySubnet");
        assertThat(names.mapId(vnet.toUpperCase(Locale.ROOT)).toLowerCase(Locale.ROOT))
                .isEqualTo(mapped.toLowerCase(Locale.ROOT));
    }

    @Test
    void hostsOfAzureKeepTheirDomain() {
        assertThat(names.map("shopsql.database.windows.net")).isEqualTo(names.map("shopsql") + ".database.windows.net");
        assertThat(names.map("privatelink.blob.core.windows.net")).isEqualTo("privatelink.blob.core.windows.net");
        assertThat(names.map("a.corp.example"))
                .endsWith(names.map("b.corp.example").substring(11));
        assertThat(names.map("MC_rg_shop_westeurope")).startsWith("MC_").doesNotContain("shop");
    }

    @Test
    void pathsThatBeginAlikeStillDo() {
        String shorter = names.mapPath("/shop/cart");
        String longer = names.mapPath("/shop/cart/7");

        assertThat(longer).startsWith(shorter + "/").doesNotContain("shop", "cart");
        assertThat(names.mapPath("/shop/cart*")).isEqualTo(shorter + "*");
        assertThat(names.mapPath("/Shop/cart")).isNotEqualTo(shorter);
        assertThat(names.mapPath("/")).isEqualTo("/");
    }
}
