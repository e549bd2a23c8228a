package io.podpath.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForwardingRulesTest {

    @Test
    void leftoversOfSearchListsAreRefusedByCoreDns() {
        assertThat(ForwardingRules.refuse("api.contoso.com.id.bx.internal.cloudapp.net"))
                .isPresent();
        assertThat(ForwardingRules.refuse("web.reddog.microsoft.com")).isPresent();
    }

    @Test
    void aMachineOfTheVirtualNetworkIsAskedFor() {
        assertThat(ForwardingRules.refuse("erp.id.bx.internal.cloudapp.net")).isEmpty();
        assertThat(ForwardingRules.refuse("api.contoso.com")).isEmpty();
    }
}
