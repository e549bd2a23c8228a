package io.podpath.azure.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Feature: what a view lists for a tag is what the tag holds. */
class N04_TagContentsTest {

    private final ServiceTags tags =
            Rules.tags("10.1.0.0/16", "20.30.0.0/16").withUserRoutes(List.of(Cidr.parse("51.0.0.0/9")));

    @Test
    void virtualNetworkIsListedWithTheHost() {
        assertThat(tags.contents("VirtualNetwork"))
                .extracting(Cidr::toString)
                .containsExactly("10.1.0.0/16", "20.30.0.0/16", "51.0.0.0/9", "168.63.129.16/32");
    }

    @Property
    void internetIsListedAsTheRest(@ForAll @IntRange(min = Integer.MIN_VALUE) int bits) {
        IpAddress address = IpAddress.ofIpv4(bits);

        assertThat(tags.contents("Internet").stream().filter(prefix -> prefix.contains(address)))
                .hasSize(tags.isInternet(address) ? 1 : 0);
    }

    @Test
    void unknownTagIsListedAsNothing() {
        assertThat(tags.contents("Storage")).isEmpty();
    }
}
