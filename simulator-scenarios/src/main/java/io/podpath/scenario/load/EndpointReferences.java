package io.podpath.scenario.load;

import io.podpath.EndpointReference;
import io.podpath.EndpointReference.Kind;
import io.podpath.cluster.NamespacedName;
import io.podpath.model.IpAddress;
import io.podpath.scenario.load.Problem.Severity;
import io.podpath.scenario.schema.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the ends of probes, written {@code kind/[namespace/]name[:port]}.
 *
 * <p>Kinds are those of kubectl with their plurals and short names ({@code pod}, {@code po}, {@code deploy}, {@code
 * svc}, {@code no}, ...), and {@code vm}, {@code onprem}, {@code private-endpoint}, {@code appgw}, {@code ip}, {@code fqdn}, {@code
 * internet}, {@code frontend} (or {@code lb}). An IPv6 address with a port stands in brackets.
 */
public final class EndpointReferences {

    private static final Map<String, Kind> KINDS = kinds();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern PORT_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int MAX_PORT = 65535;

    /**
     * What became of a text.
     *
     * @param reference the end, if the text names one
     * @param problem what is wrong with the text otherwise
     */
    public record Parsed(Optional<EndpointReference> reference, Optional<Problem> problem) {}

    private EndpointReferences() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.label(), kind);
        }
        for (Kind kind : List.of(
                Kind.POD,
                Kind.DEPLOYMENT,
                Kind.REPLICASET,
                Kind.STATEFULSET,
                Kind.DAEMONSET,
                Kind.JOB,
                Kind.CRONJOB,
                Kind.SERVICE,
                Kind.NODE)) {
            kinds.put(kind.label() + "s", kind);
        }
        kinds.put("po", Kind.POD);
        kinds.put("deploy", Kind.DEPLOYMENT);
        kinds.put("rs", Kind.REPLICASET);
        kinds.put("sts", Kind.STATEFULSET);
        kinds.put("ds", Kind.DAEMONSET);
        kinds.put("cj", Kind.CRONJOB);
        kinds.put("svc", Kind.SERVICE);
        kinds.put("no", Kind.NODE);
        kinds.put("lb", Kind.FRONTEND);
        return kinds;
    }

    /** Reads one end; the location goes into the problem, if there is one. */
    public static Parsed parse(String text, Location location) {
        int slash = text.indexOf('/');
        if (slash <= 0) {
            String hint = IpAddress.tryParse(text).isPresent() ? "; did you mean 'ip/" + text + "'?" : "";
            return wrong(location, Texts.quoted(text) + " is not of the form kind/[namespace/]name[:port]" + hint);
        }
        String word = text.substring(0, slash);
        Kind kind = KINDS.get(word);
        if (kind == null) {
            return wrong(
                    location,
                    "unknown kind '" + word + "' in " + Texts.quoted(text)
                            + Suggestion.didYouMean(word, KINDS.keySet()));
        }
        String rest = text.substring(slash + 1);
        return kind == Kind.IP ? parseIp(text, rest, location) : parseNamed(kind, text, rest, location);
    }

    private static Parsed parseIp(String text, String rest, Location location) {
        boolean bracketed = rest.startsWith("[") && rest.indexOf(']') > 0;
        int end = bracketed ? rest.indexOf(']') : rest.indexOf(':') == rest.lastIndexOf(':') ? rest.indexOf(':') : -1;
        String address = bracketed ? rest.substring(1, end) : end < 0 ? rest : rest.substring(0, end);
        String behind = end < 0 ? "" : rest.substring(bracketed ? end + 1 : end);
        if (IpAddress.tryParse(address).isEmpty()) {
            return wrong(location, "'" + address + "' in " + Texts.quoted(text) + " is not an IP address");
        }
        if (!behind.isEmpty() && !behind.startsWith(":")) {
            return wrong(location, Texts.quoted(text) + " is not of the form ip/address[:port]");
        }
        return finish(Kind.IP, "", address, behind, text, location);
    }

    private static Parsed parseNamed(Kind kind, String text, String rest, Location location) {
        int colon = rest.indexOf(':');
        String path = colon < 0 ? rest : rest.substring(0, colon);
        String port = colon < 0 ? "" : rest.substring(colon);
        int slash = path.indexOf('/');
        if (slash >= 0 && !kind.isNamespaced()) {
            return wrong(location, "a " + kind.label() + " has no namespace: write " + kind.label() + "/name[:port]");
        }
        String namespace = slash < 0 ? "" : path.substring(0, slash);
        String name = path.substring(slash + 1);
        boolean isAbsolute = kind == Kind.FQDN && name.endsWith(".");
        if (!NAME.matcher(isAbsolute ? name.substring(0, name.length() - 1) : name)
                        .matches()
                || (slash >= 0 && !NAME.matcher(namespace).matches())) {
            return wrong(location, Texts.quoted(text) + " is not of the form kind/[namespace/]name[:port]");
        }
        boolean defaulted = kind.isNamespaced() && namespace.isEmpty();
        return finish(kind, defaulted ? NamespacedName.DEFAULT_NAMESPACE : namespace, name, port, text, location);
    }

    private static Parsed finish(
            Kind kind, String namespace, String name, String colonPort, String text, Location location) {
        if (colonPort.isEmpty()) {
            return new Parsed(Optional.of(new EndpointReference(kind, namespace, name, null)), Optional.empty());
        }
        String port = colonPort.substring(1);
        boolean numeric = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean valid = numeric
                ? port.length() <= 5 && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MAX_PORT
                : PORT_NAME.matcher(port).matches();
        return valid
                ? new Parsed(Optional.of(new EndpointReference(kind, namespace, name, port)), Optional.empty())
                : wrong(location, "'" + port + "' in " + Texts.quoted(text) + " is neither a port number nor a name");
    }

    private static Parsed wrong(Location location, String message) {
        return new Parsed(Optional.empty(), Optional.of(new Problem(Severity.ERROR, location, message)));
    }
}
