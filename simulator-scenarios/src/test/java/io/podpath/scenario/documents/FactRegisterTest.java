package io.podpath.scenario.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The fact register and the list of known gaps are data: complete, unambiguous, and they refer to each other. */
class FactRegisterTest {

    private static final Path DOCS =
            Path.of(System.getProperty("podpath.root", "..")).resolve("docs");
    private static final Set<String> STATUSES =
            Set.of("documented", "source-read", "kernel-proved", "derived", "disputed", "unconfirmed");

    private static final Set<String> IN_DOUBT = Set.of("disputed", "unconfirmed");

    @Test
    void everyFactSaysWhereItComesFromAndHowSureItIs() {
        assertThat(entries("facts.yaml")).hasSizeGreaterThan(100).allSatisfy(fact -> {
            assertThat(fact).containsKeys("id", "fact", "source", "status");
            assertThat(STATUSES).contains(String.valueOf(fact.get("status")));
            assertThat(String.valueOf(fact.get("id"))).matches("[A-Z0-9]+(-[A-Z0-9]+)*");
        });
        assertThat(ids("facts.yaml")).doesNotHaveDuplicates();
    }

    @Test
    void everyFactHasOnlyTheFieldsTheHeaderNames() {
        assertThat(entries("facts.yaml"))
                .allSatisfy(fact ->
                        assertThat(fact.keySet()).isSubsetOf("id", "fact", "source", "status", "ends", "looked-up"));
    }

    /** Whoever doubts an entry finds out what has been searched already, and when. */
    @Test
    void everyFactInDoubtSaysWhenAndWhereItWasLookedUp() {
        assertThat(entries("facts.yaml"))
                .filteredOn(fact -> IN_DOUBT.contains(String.valueOf(fact.get("status"))))
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact).containsKey("looked-up"));
        assertThat(entries("facts.yaml"))
                .filteredOn(fact -> fact.containsKey("looked-up"))
                .allSatisfy(fact ->
                        assertThat(String.valueOf(fact.get("looked-up"))).matches("20\\d\\d-[01]\\d-[0-3]\\d, \\S.+"));
    }

    @Test
    void everyGapSaysWhatRealityDoesWhatPodpathDoesAndWhy() {
        assertThat(entries("known-gaps.yaml"))
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap)
                        .containsKeys("id", "where", "reality", "podpath", "why", "source", "heals-when", "facts"));
        assertThat(ids("known-gaps.yaml")).doesNotHaveDuplicates();
    }

    @Test
    void everyFactAGapNamesIsInTheRegister() {
        List<String> facts = ids("facts.yaml");

        assertThat(entries("known-gaps.yaml"))
                .allSatisfy(gap -> assertThat(facts)
                        .containsAll(((List<?>) gap.getOrDefault("facts", List.of()))
                                .stream().map(String::valueOf).toList()));
    }

    private static List<String> ids(String file) {
        return entries(file).stream()
                .map(entry -> String.valueOf(entry.get("id")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entries(String file) {
        try {
            String text = Files.readString(DOCS.resolve(file));
            return (List<Map<String, Object>>) new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
