package io.podpath.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code conntrack -L} printed on Linux 6.18. */
class ConntrackLineTest {

    @Test
    void bothTuplesOfAConnectionAreRead() {
        String printed = """
                tcp      6 117 TIME_WAIT src=10.244.0.2 dst=10.0.40.80 sport=41000 dport=80 src=10.244.1.3 dst=10.244.0.2 sport=8080 dport=41000 [ASSURED] mark=0 use=1
                udp      17 29 src=10.1.1.4 dst=10.0.1.5 sport=41001 dport=53 [UNREPLIED] src=10.244.0.3 dst=10.244.0.1 sport=5353 dport=10321 mark=0 use=1
                icmp     1 29 src=10.244.0.2 dst=10.244.1.3 type=8 code=0 id=77 src=10.244.1.3 dst=10.244.0.2 type=0 code=0 id=77 mark=0 use=1
                tcp      6 117 TIME_WAIT src=fd12::2 dst=fd12:1::80 sport=41000 dport=80 src=fd12::3 dst=fd12::2 sport=8080 dport=41000 [ASSURED] mark=0 use=1
                icmpv6   58 29 src=fd12::2 dst=fd12::3 type=128 code=0 id=77 src=fd12::3 dst=fd12::2 type=129 code=0 id=77 mark=0 use=1
                unknown  2 590 src=10.0.0.1 dst=224.0.0.22 [UNREPLIED] src=224.0.0.22 dst=10.0.0.1 mark=0 use=1
                """;

        assertThat(ConntrackLine.parse(printed))
                .extracting(line -> line.original() + " / " + line.reply())
                .containsExactly(
                        "tcp 10.244.0.2:41000 -> 10.0.40.80:80 / tcp 10.244.1.3:8080 -> 10.244.0.2:41000",
                        "udp 10.1.1.4:41001 -> 10.0.1.5:53 / udp 10.244.0.3:5353 -> 10.244.0.1:10321",
                        "icmp 10.244.0.2 -> 10.244.1.3 id 77 / icmp 10.244.1.3 -> 10.244.0.2 id 77",
                        "tcp [fd12::2]:41000 -> [fd12:1::80]:80 / tcp [fd12::3]:8080 -> [fd12::2]:41000",
                        "ipv6-icmp fd12::2 -> fd12::3 id 77 / ipv6-icmp fd12::3 -> fd12::2 id 77");
    }
}
