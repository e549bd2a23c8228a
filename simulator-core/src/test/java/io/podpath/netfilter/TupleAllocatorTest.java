package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.engine.SeededChoices;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which source port a translated connection gets. */
class TupleAllocatorTest {

    private static final IpAddress NODE = IpAddress.parse("10.1.0.1");
    private static final IpAddress SERVER = IpAddress.parse("10.2.0.2");

    private final ConntrackTable table = new ConntrackTable(200_000);
    private final SeededChoices choices = new SeededChoices(7);

    private static FiveTuple from(String client, int port) {
        return new FiveTuple(
                Protocol.TCP, new TransportAddress(IpAddress.parse(client), port), new TransportAddress(SERVER, 80));
    }

    private Optional<FiveTuple> masquerade(FiveTuple tuple, boolean randomFully) {
        ConntrackEntry entry = new ConntrackEntry(tuple, 0);
        Optional<FiveTuple> translated = new TupleAllocator(table, choices, 0)
                .translate(
                        entry,
                        Manipulation.SOURCE,
                        new Target.Masquerade(randomFully).range().at(NODE));
        translated.ifPresent(found -> {
            entry.decide(Manipulation.SOURCE, found);
            entry.expireAt(Long.MAX_VALUE);
            table.confirm(entry, 0);
        });
        return translated;
    }

    @Test
    void aFreePortIsKept() {
        assertThat(masquerade(from("10.244.0.2", 40_000), false)).contains(from("10.1.0.1", 40_000));
    }

    @ParameterizedTest
    @CsvSource({
        "40000, 1024, 65535",
        "1024, 1024, 65535",
        "1023, 600, 1023",
        "600, 600, 1023",
        "512, 600, 1023",
        "511, 1, 511",
        "22, 1, 511"
    })
    void aTakenPortIsReplacedByOneOfItsClass(int port, int lowest, int highest) {
        masquerade(from("10.244.0.2", port), false);

        int chosen = masquerade(from("10.244.0.3", port), false)
                .orElseThrow()
                .source()
                .port();

        assertThat(chosen).isBetween(lowest, highest).isNotEqualTo(port);
    }

    @Test
    void randomFullyDrawsAPortAlthoughTheOldOneIsFree() {
        assertThat(masquerade(from("10.244.0.2", 40_000), true)
                        .orElseThrow()
                        .source()
                        .port())
                .isNotEqualTo(40_000)
                .isGreaterThanOrEqualTo(1024);
    }

    @Test
    void anIdentifierOfAnEchoMayBecomeAnyNumber() {
        FiveTuple echo = FiveTuple.echo(IpAddress.parse("10.244.0.2"), SERVER, 5);
        masquerade(echo, false);

        FiveTuple other = masquerade(FiveTuple.echo(IpAddress.parse("10.244.0.3"), SERVER, 5), false)
                .orElseThrow();

        assertThat(other.source().address()).isEqualTo(NODE);
        assertThat(other.source().port())
                .isNotEqualTo(5)
                .isEqualTo(other.destination().port());
    }

    /** 511 ports serve 511 connections; the search is over after 248 tries, so it may give up before the last one. */
    @Test
    void aClassWithoutFreePortsGivesUp() {
        int served = 0;
        for (int client = 1; client <= 600; client++) {
            String address = "10.244." + client / 250 + "." + client % 250;
            served += masquerade(from(address, 300), false).isPresent() ? 1 : 0;
        }

        assertThat(served).isBetween(400, 511);
        assertThat(masquerade(from("10.245.0.1", 40_000), false)).isPresent();
    }
}
