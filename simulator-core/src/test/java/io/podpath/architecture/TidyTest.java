package io.podpath.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules about files, as tests: sizes, leftovers, imports, a package-info in every package. */
class TidyTest {

    private static final int MAX_MAIN_LINES = 400;
    private static final int MAX_TEST_LINES = 500;

    private static final Pattern NOT_CODE = Pattern.compile("^(import|package) |^\\s*(/?\\*|//)");
    private static final Pattern SPELT_OUT =
            Pattern.compile("^[^\"]*(?<![\\w.\"/@#])(java|javax|org|com|io)(\\.[a-z]\\w*)+\\.[A-Z]\\w*");

    private static final Path ROOT = Path.of(System.getProperty("podpath.root", ".."));

    @Test
    void noFileIsLongerThanOnePersonReadsAtOnce() {
        assertThat(javaFiles()).filteredOn(TidyTest::isTooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatLivesInIt() {
        List<Path> silent = javaFiles().stream()
                .filter(file -> file.toString().contains("src/main"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        List<String> words = List.of("TO" + "DO", "FIX" + "ME", "@Dis" + "abled", "not impl" + "emented");

        assertThat(javaFiles())
                .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(words.toArray(String[]::new)));
    }

    /** Comments may name a type they do not import, and a string is no code. */
    @Test
    void typesAreImportedAndNotSpeltOut() {
        assertThat(javaFiles())
                .allSatisfy(file -> assertThat(Files.readAllLines(file))
                        .filteredOn(line -> !NOT_CODE.matcher(line).find())
                        .noneMatch(line -> SPELT_OUT.matcher(line).find()));
    }

    private static boolean isTooLong(Path file) {
        int limit = file.toString().contains("src/test") ? MAX_TEST_LINES : MAX_MAIN_LINES;
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > limit;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> javaFiles() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(100);
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
