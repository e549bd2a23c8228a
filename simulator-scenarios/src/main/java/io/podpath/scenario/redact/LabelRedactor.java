package io.podpath.scenario.redact;

import java.util.List;
import java.util.Optional;

/**
 * Replaces labels and annotations. Keys of Kubernetes' and Azure's own domains stay, since components read them; all other
 * keys are names.
 */
final class LabelRedactor {

    private static final List<String> PUBLIC_DOMAINS = List.of("kubernetes.io/", "k8s.io/", "azure.com/");

    private static final String SERVICE_ANNOTATION = "service.beta.kubernetes.io/azure-";
    private static final String OTHER_SERVICE_ANNOTATION = "service.kubernetes.io/";
    private static final String SWITCH = "true|false|[0-9]{1,5}|Tcp|Http|Https|shared|";

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
        boolean isRead = key.startsWith(SERVICE_ANNOTATION) || key.startsWith(OTHER_SERVICE_ANNOTATION);
        if (!isRead) {
            return Optional.empty();
        }
        return Optional.of(value.matches(SWITCH) ? value : values.address(value));
    }
}
