package io.podpath.netfilter.dump;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.podpath.netfilter.ipset.IpSetReader;
import io.podpath.netfilter.ipset.IpSets;
import io.podpath.netfilter.text.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a dump is damaged, its reader says what is wrong and does not fail; what it accepts can be used. */
class DamagedTextTest {

    private static final int TRIES = 2_000;
    private static final String STRANGE = " !\"\\'*:-[]/,.0\t\r\nAx\u0000\u00e4%";

    private record Reader(String name, String text, Consumer<String> read) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reader> readers() {
        return Stream.of(
                new Reader(
                        "rules",
                        resource("/io/podpath/netfilter/dump/every-match.iptables-save"),
                        DamagedTextTest::readRules),
                new Reader("sets", resource("/io/podpath/netfilter/ipset/every-type.ipset"), IpSetReader::read),
                new Reader(
                        "routes",
                        resource("/io/podpath/router/routes.txt"),
                        text -> RouteReader.read(text).value().guessInterfaces()),
                new Reader("addresses", resource("/io/podpath/router/addr.txt"), AddressReader::read),
                new Reader(
                        "settings",
                        resource("/io/podpath/router/sysctl.txt"),
                        text -> SysctlReader.read(text, "eth0")));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void damageIsToldNotThrown(Reader reader) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < TRIES; i++) {
            String damaged = damage(reader.text(), random);

            assertThatCode(() -> reader.read().accept(damaged)).as(damaged).doesNotThrowAnyException();
        }
    }

    private static void readRules(String text) {
        Parsed<Dump> read = DumpReader.read(text);
        if (!read.hasErrors()) {
            read.value().ruleset(IpSets.EMPTY);
        }
    }

    /** A part of the text, cut somewhere, with letters and words changed. */
    private static String damage(String text, SplittableRandom random) {
        int from = random.nextInt(4) == 0 ? random.nextInt(text.length()) : 0;
        int to = random.nextInt(2) == 0 ? from + random.nextInt(text.length() - from) + 1 : text.length();
        StringBuilder damaged = new StringBuilder(text.substring(from, to));
        int changes = random.nextInt(12);
        for (int i = 0; i < changes && damaged.length() > 0; i++) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, STRANGE.charAt(random.nextInt(STRANGE.length())));
                case 1 -> damaged.deleteCharAt(at);
                default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 9)));
            }
        }
        return damaged.toString();
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(DamagedTextTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
