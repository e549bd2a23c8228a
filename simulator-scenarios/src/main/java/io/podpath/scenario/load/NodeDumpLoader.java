package io.podpath.scenario.load;

import io.podpath.element.RoutingTable;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Sysctls;
import io.podpath.netfilter.dump.AddressReader;
import io.podpath.netfilter.dump.Dump;
import io.podpath.netfilter.dump.DumpReader;
import io.podpath.netfilter.dump.PolicyRuleReader;
import io.podpath.netfilter.dump.RouteList;
import io.podpath.netfilter.dump.RouteReader;
import io.podpath.netfilter.dump.SysctlReader;
import io.podpath.netfilter.ipset.IpSetReader;
import io.podpath.netfilter.ipset.IpSets;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the files that describe a real node; every problem has its file, line and column. */
public final class NodeDumpLoader {

    private static final String STDIN = "-";

    private final Reader stdin;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private NodeDumpLoader(Reader stdin) {
        this.stdin = stdin;
    }

    /**
     * What came of reading the files.
     *
     * @param node the node, unless an error is among the problems
     * @param problems everything worth saying
     * @param description the problems with their lines, as a person reads them
     */
    public record Loaded(Optional<NodeDump> node, List<Problem> problems, String description) {}

    /** Reads all files. */
    public static Loaded load(NodeFiles files, Reader stdin) {
        NodeDumpLoader loader = new NodeDumpLoader(stdin);
        NodeDump node = loader.load(files);
        boolean isUsable = loader.problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        String printed = loader.problems.isEmpty()
                ? ""
                : ProblemPrinter.print(loader.problems, SourceLines.ofTexts(loader.texts));
        return new Loaded(isUsable ? Optional.of(node) : Optional.empty(), loader.problems, printed);
    }

    private NodeDump load(NodeFiles files) {
        Optional<Dump> dump = read(files.rules()).map(text -> take(files.rules(), DumpReader.read(text)));
        Optional<RouteList> routes = read(files.routes()).map(text -> take(files.routes(), RouteReader.read(text)));
        IpSets sets = optional(files.sets())
                .map(text -> take(String.valueOf(files.sets()), IpSetReader.read(text)))
                .orElse(IpSets.EMPTY);
        Optional<AddressReader.InterfaceList> interfaces = optional(files.addresses())
                .map(text -> take(String.valueOf(files.addresses()), AddressReader.read(text)));
        optional(files.policy()).ifPresent(text -> report(String.valueOf(files.policy()), PolicyRuleReader.read(text)));
        RouteList known = routes.orElse(new RouteList(List.of(), Map.of()));
        IpConfiguration ip = interfaces
                .map(list -> new IpConfiguration(list.interfaces(), new RoutingTable(known.routes()), null))
                .orElseGet(known::guessInterfaces);
        dump.ifPresent(found -> tellUnmodelled(files.rules(), found));
        boolean isReadable = problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        return new NodeDump(
                isReadable && dump.isPresent() ? dump.get().ruleset(sets) : Ruleset.EMPTY,
                ip,
                interfaces.map(AddressReader.InterfaceList::masters).orElse(Map.of()),
                sysctls(files.sysctls()));
    }

    private Function<String, Sysctls> sysctls(@Nullable String file) {
        Optional<String> text = optional(file);
        if (text.isEmpty()) {
            return inInterface -> Sysctls.AKS_NODE;
        }
        take(String.valueOf(file), SysctlReader.read(text.get(), "all"));
        return inInterface -> SysctlReader.read(text.get(), inInterface).value();
    }

    private void tellUnmodelled(String file, Dump dump) {
        List<String> names = new ArrayList<>();
        dump.listUnmodelled().forEach((name, lines) -> {
            String more = lines.size() == 1 ? "" : " and " + (lines.size() - 1) + " more";
            names.add(name + " (line " + lines.get(0) + more + ")");
        });
        if (!names.isEmpty()) {
            problems.add(new Problem(
                    Problem.Severity.INFO,
                    new Location(file, 0, 1),
                    "not modelled, so that a packet that reaches it ends undecided: " + String.join(", ", names)));
        }
    }

    private Optional<String> optional(@Nullable String file) {
        return file == null ? Optional.empty() : read(file);
    }

    private Optional<String> read(String file) {
        if (texts.containsKey(file)) {
            error(file, "the same input cannot be given twice");
            return Optional.empty();
        }
        try {
            String text = file.equals(STDIN) ? readAll(stdin) : decode(Files.readAllBytes(Path.of(file)));
            texts.put(file, text);
            return Optional.of(text);
        } catch (NoSuchFileException missing) {
            error(file, "there is no such file" + InputFiles.nearby(Path.of(file)));
        } catch (InvalidPathException wrong) {
            error(file, "this is no path");
        } catch (IOException unreadable) {
            error(file, Files.isDirectory(Path.of(file)) ? "it is a folder, not a file" : "it cannot be read");
        }
        return Optional.empty();
    }

    /** UTF-8, or what the byte order mark says: PowerShell writes what a tool prints as UTF-16. */
    private static String decode(byte[] bytes) {
        return withoutMark(new String(bytes, SourceReader.byteOrderMark(bytes)));
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String readAll(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] block = new char[1 << 16];
        for (int count = reader.read(block); count >= 0; count = reader.read(block)) {
            text.append(block, 0, count);
        }
        return withoutMark(text.toString());
    }

    private <T> T take(String file, Parsed<T> parsed) {
        report(file, parsed.problems());
        return parsed.value();
    }

    private void report(String file, List<TextProblem> found) {
        for (TextProblem problem : found) {
            problems.add(new Problem(
                    problem.isError() ? Problem.Severity.ERROR : Problem.Severity.WARNING,
                    new Location(file, problem.line(), problem.column()),
                    problem.message()));
        }
    }

    private void error(String file, String message) {
        problems.add(new Problem(Problem.Severity.ERROR, new Location(file, 0, 1), message));
    }
}
