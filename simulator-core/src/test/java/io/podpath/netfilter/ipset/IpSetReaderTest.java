package io.podpath.netfilter.ipset;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ipset save} prints is read, printed again as it was, and refused by line and column if it is wrong. */
class IpSetReaderTest {

    /** Printed by ipset 7.17 on Linux 6.18 for one set of each type that kernel has. */
    @Test
    void whatTheKernelPrintsIsPrintedAgain() throws IOException {
        String saved;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("every-type.ipset"))) {
            saved = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }

        Parsed<IpSets> read = IpSetReader.read(saved);

        assertThat(read.problems()).isEmpty();
        assertThat(read.value().list()).hasSize(13);
        assertThat(read.value().save()).isEqualTo(saved);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create a hash:ipp family inet                             | 1:10 'hash:ipp' is no type of set",
                "create a hash:ip family inet; create a hash:net           | 2:8 set a is created twice",
                "add a 10.0.0.1                                            | 1:5 set a has not been created",
                "create a hash:ip family inet; add a 10.0.0.300            | 2:7 '10.0.0.300' is not an address",
                "create a hash:ip family inet; add a 10.0.0.1-10.0.0.9     | 2:7 '10.0.0.1-10.0.0.9' is not an address or prefix; ipset save prints",
                "create a hash:ip family inet; add a fd00::1               | 2:7 'fd00::1' does not belong into a set of family inet",
                "create a hash:ip,port family inet; add a 10.0.0.1         | 2:7 an element of hash:ip,port has 2 parts",
                "create a hash:ip,port family inet; add a 10.0.0.1,tcp:99999 | 2:7 '99999' is not a port",
                "create a hash:ip family inet; add a                       | 2:6 the line ends early",
                "create a hash:ip family inet; add a 10.0.0.1; add a 10.0.0.1 | 3:7 10.0.0.1 is in set a already",
                "create a hash:ip family inet; add a 10.0.0.1 timeout soon | 2:7 timeout is a number",
                "create l list:set size 8; add l b                         | 2:7 set b has not been created",
                "flush a                                                   | 1:1 expected create or add, not 'flush'"
            })
    void aWrongLineIsNamed(String text, String problem) {
        Parsed<IpSets> read = IpSetReader.read(text.trim().replace("; ", "\n"));

        assertThat(read.hasErrors()).isTrue();
        assertThat(read.problems())
                .map(IpSetReaderTest::words)
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void allProblemsAreTold() {
        assertThat(IpSetReader.read("create a hash:ip\nadd a x\nadd a y\nadd b z\n")
                        .problems())
                .extracting(TextProblem::line)
                .containsExactly(2, 3, 4);
    }

    @Test
    void carriageReturnsAndCommentsDoNotMatter() {
        Parsed<IpSets> read = IpSetReader.read("# sets\r\ncreate a hash:ip family inet\r\nadd a 10.0.0.1\r\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.value().save()).isEqualTo("create a hash:ip family inet\nadd a 10.0.0.1\n");
    }

    private static String words(TextProblem problem) {
        return problem.line() + ":" + problem.column() + " " + problem.message();
    }
}
