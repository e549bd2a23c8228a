package io.podpath.scenario.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;

/**
 * Reads the documents of an input, YAML or JSON, and hands them on one by one.
 *
 * <p>JSON is told by its extension, or by its first character where the extension does not say. The items of a
 * Kubernetes List are documents of their own, so that a JSON dump of any size is never in memory at once.
 */
final class SourceReader {

    /** A minute of reading; beyond this JSON, which has no limit, is the way. */
    private static final long MAX_YAML_BYTES = 256L << 20;

    /** From here on a person wonders what takes so long. */
    private static final long SLOW_YAML_BYTES = 8L << 20;

    /** What the YAML engine reads in a second. */
    private static final long YAML_BYTES_PER_SECOND = 4L << 20;

    private static final int PROBED_BYTES = 4096;

    private final Problems problems;
    private final Trimming trimming;

    /** What may be left out while reading. */
    enum Trimming {
        /** Everything is kept. */
        NONE,
        /** Kubernetes bookkeeping is skipped, and the items of a List come one by one. */
        KUBERNETES
    }

    SourceReader(Problems problems, Trimming trimming) {
        this.problems = problems;
        this.trimming = trimming;
    }

    /** Reads all documents; what cannot be read becomes a problem. Returns how many documents there were. */
    int read(SourceFile file, Consumer<SourceNode> documents) {
        int[] count = {0};
        Consumer<SourceNode> counting = document -> {
            count[0]++;
            documents.accept(document);
        };
        try {
            byte[] start = probe(file);
            if (isBinary(start)) {
                problems.error(file.whole(), "this is a binary file, not YAML or JSON");
                return 1;
            }
            if (isJson(file, start)) {
                return new JsonReader(file, problems, trimming).read(counting) ? Math.max(1, count[0]) : 1;
            }
            if (file.size() > MAX_YAML_BYTES) {
                problems.error(
                        file.whole(),
                        "a YAML file of " + (file.size() >> 20)
                                + " MB takes too long to read; write it as JSON (kubectl -o json)");
                return 1;
            }
            if (file.size() > SLOW_YAML_BYTES) {
                problems.info(
                        file.whole(),
                        (file.size() >> 20) + " MB of YAML take about " + file.size() / YAML_BYTES_PER_SECOND
                                + " s to read; JSON (kubectl -o json) is many times faster");
            }
            String text = decode(file);
            if (text.isEmpty()) {
                return 0;
            }
            boolean whole = new YamlReader(file.name(), text, problems, trimming).read(counting);
            return whole ? count[0] : Math.max(1, count[0]);
        } catch (AccessDeniedException e) {
            problems.error(file.whole(), "cannot be read: permission denied");
        } catch (NoSuchFileException e) {
            problems.error(file.whole(), "there is no such file");
        } catch (CharacterCodingException e) {
            problems.error(file.whole(), "this is not text in UTF-8 (a binary file, or another encoding)");
        } catch (IOException e) {
            problems.error(file.whole(), "cannot be read: " + e.getMessage());
        }
        return 1;
    }

    private static byte[] probe(SourceFile file) throws IOException {
        try (InputStream stream = file.open()) {
            return stream.readNBytes(PROBED_BYTES);
        }
    }

    private static boolean isBinary(byte[] start) {
        if (!byteOrderMark(start).equals(StandardCharsets.UTF_8)) {
            return false;
        }
        for (byte b : start) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isJson(SourceFile file, byte[] start) {
        String extension = file.extension();
        if (extension.equals("json")) {
            return true;
        }
        if (extension.equals("yaml") || extension.equals("yml")) {
            return false;
        }
        String text =
                new String(start, byteOrderMark(start)).replace("\uFEFF", "").stripLeading();
        if (text.startsWith("[")) {
            return true;
        }
        return text.startsWith("{") && text.substring(1).stripLeading().startsWith("\"");
    }

    private static String decode(SourceFile file) throws IOException {
        if (file.path() == null) {
            return file.text();
        }
        byte[] bytes;
        try (InputStream stream = file.open()) {
            bytes = stream.readAllBytes();
        }
        String text = byteOrderMark(bytes)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** PowerShell redirects as UTF-16 with a byte order mark. */
    static Charset byteOrderMark(byte[] bytes) {
        if (bytes.length >= 2) {
            int mark = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
            if (mark == 0xfeff || mark == 0xfffe) {
                return StandardCharsets.UTF_16;
            }
        }
        return StandardCharsets.UTF_8;
    }
}
