package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.IpAddress;
import org.junit.jupiter.api.Test;

/** The memory behind session affinity. */
class RecentListsTest {

    private static final IpAddress CLIENT = IpAddress.parse("10.244.0.2");

    private final RecentLists lists = new RecentLists();

    @Test
    void anAddressCountsUpToItsAge() {
        lists.set("A", CLIENT, 100);

        assertThat(lists.wasSeen("A", CLIENT, 50, 0, 150)).isTrue();
        assertThat(lists.wasSeen("A", CLIENT, 50, 0, 151)).isFalse();
        assertThat(lists.wasSeen("B", CLIENT, 50, 0, 100)).as("another list").isFalse();
    }

    @Test
    void seeingAnAddressAgainMakesItYoung() {
        lists.set("A", CLIENT, 0);
        lists.set("A", CLIENT, 100);

        assertThat(lists.wasSeen("A", CLIENT, 10, 0, 105)).isTrue();
    }

    /** 100 is the kernel's ip_list_tot; the address longest unseen goes. */
    @Test
    void theHundredAndFirstAddressPushesOutTheOldest() {
        for (int i = 0; i < 100; i++) {
            lists.set("A", CLIENT.plus(i), i);
        }
        lists.set("A", CLIENT, 100);
        lists.set("A", CLIENT.plus(1000), 101);

        assertThat(lists.wasSeen("A", CLIENT.plus(1), 1000, 0, 101)).isFalse();
        assertThat(lists.wasSeen("A", CLIENT, 1000, 0, 101)).isTrue();
        assertThat(lists.wasSeen("A", CLIENT.plus(2), 1000, 0, 101)).isTrue();
    }
}
