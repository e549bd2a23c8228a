package io.podpath.scenario.redact;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Replaces labels and annotations. Keys of Kubernetes' and Azure's own domains stay, since components read them; all other
 * keys are names.
 */
final class LabelRedactor {

    private static final List<String> PUBLIC_DOMAINS = List.of("kubernetes.io/", "k8s.io/", "azure.com/");

    private static final List<String> READ = List.of(
            "service.beta.kubernetes.io/azure-",
            "service.kubernetes.io/",
            "nginx.ingress.kubernetes.io/",
            "appgw.ingress.kubernetes.io/",
            "ingressclass.kubernetes.io/",
            "kubernetes.io/ingress.class",
            "kubernetes.azure.com/static-gateway-configuration");
    private static final Pattern SWITCH =
            Pattern.compile("true|false|[0-9]{1,5}|tcp|https?|grpcs?|shared|", Pattern.CASE_INSENSITIVE);

    private final NameMapping names;
    private final ValueRedactor values;

    LabelRedactor(NameMapping names, ValueRedactor values) {
        this.names = names;
        this.values = values;
    }

    /** What stands for the key of a label. */
    String key(String key) {
        int slash = key.indexOf('/');
        boolean isPublic = slash > 0
                && PUBLIC_DOMAINS.stream()
                        .anyMatch(domain -> key.substring(0, slash + 1).endsWith(domain));
        if (isPublic) {
            return key;
        }
        return slash < 0
                ? names.map(key)
                : names.map(key.substring(0, slash)) + "/" + names.map(key.substring(slash + 1));
    }

    /** What stands for the value of a label. */
    String value(String value) {
        return names.map(value);
    }

    /** What stands for the value of an annotation; nothing if it is left out. */
    Optional<String> annotation(String key, String value) {
        if (READ.stream().noneMatch(key::startsWith)) {
            return Optional.empty();
        }
        return Optional.of(SWITCH.matcher(value).matches() ? value : values.address(value));
    }
}
