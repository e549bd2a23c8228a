package io.podpath.scenario.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.podpath.model.Cidr;
import io.podpath.scenario.collect.CollectedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Writes a copy of a cluster's folder that holds only what packets need, with names and addresses replaced alike in all
 * files.
 */
public final class FolderRedaction {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path folder;
    private final NameMapping names;
    private final ValueRedactor values;

    private FolderRedaction(Path folder, RedactionKey key) throws IOException {
        this.folder = folder;
        this.names = new NameMapping(key);
        this.values = new ValueRedactor(new AddressMapping(key, wholeRanges(folder)), names);
    }

    /**
     * Prepares the copy.
     *
     * @param folder the folder, as the collecting script writes it
     * @param key what the replacements are computed from
     * @throws IOException if a file cannot be read, or is no JSON
     */
    public static FolderRedaction of(Path folder, RedactionKey key) throws IOException {
        return new FolderRedaction(folder, key);
    }

    private static Set<Cidr> wholeRanges(Path folder) throws IOException {
        WholeRanges ranges = new WholeRanges();
        for (CollectedFile file : files(folder)) {
            Path path = folder.resolve(file.fileName());
            try (InputStream in = Files.newInputStream(path);
                    JsonParser parser = JSON.createParser(in)) {
                ranges.look(parser);
            } catch (JsonProcessingException e) {
                throw new IOException(describe(path, e), e);
            }
        }
        return ranges.ranges();
    }

    private static String describe(Path path, JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        String where = place == null ? "" : ":" + place.getLineNr() + ":" + place.getColumnNr();
        return path + where + ": not valid JSON: "
                + e.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static List<CollectedFile> files(Path folder) {
        return Arrays.stream(CollectedFile.values())
                .filter(file -> Files.isRegularFile(folder.resolve(file.fileName())))
                .toList();
    }

    /**
     * Writes the copy.
     *
     * @param target a folder, made if it is not there
     * @return the files that were written
     * @throws IOException if a file cannot be read or written, or is no JSON
     */
    public List<Path> writeTo(Path target) throws IOException {
        Files.createDirectories(target);
        List<Path> written = new ArrayList<>();
        for (CollectedFile file : files(folder)) {
            RedactionFields fields = file.isKubernetes() ? RedactionFields.kubernetes() : RedactionFields.azure();
            JsonRedactor redactor = new JsonRedactor(fields, values, new LabelRedactor(names, values));
            Path copy = target.resolve(file.fileName());
            try (InputStream in = Files.newInputStream(folder.resolve(file.fileName()));
                    JsonParser parser = JSON.createParser(in);
                    OutputStream out = Files.newOutputStream(copy);
                    JsonGenerator generator = JSON.createGenerator(out)) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
                redactor.copy(parser, generator);
            }
            written.add(copy);
        }
        return written;
    }

    /** What stands for a name of the folder, such as that of a pod. */
    public String name(String name) {
        return names.map(name);
    }

    /** What stands for the path of a URL. */
    public String path(String path) {
        return names.mapPath(path);
    }

    /** What stands for an address of the folder. */
    public String address(String address) {
        return values.address(address);
    }
}
