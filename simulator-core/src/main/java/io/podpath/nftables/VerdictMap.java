package io.podpath.nftables;

import io.podpath.netfilter.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named verdict map: {@code type ipv4_addr . inet_proto . inet_service : verdict}.
 *
 * <p><i>Source:</i> nft(8), MAPS and VERDICT MAP STATEMENT.
 */
public final class VerdictMap {

    private final String name;
    private final List<DataType> types;
    private final @Nullable String comment;
    private final Map<Object, Element> elements;

    /**
     * What a key leads to.
     *
     * @param verdict the verdict
     * @param comment what its writer says about it
     */
    public record Element(Target verdict, @Nullable String comment) {}

    private VerdictMap(String name, List<DataType> types, @Nullable String comment, Map<Object, Element> elements) {
        this.name = name;
        this.types = List.copyOf(types);
        this.comment = comment;
        this.elements = new LinkedHashMap<>(elements);
    }

    /** A map; the keys are the values of the fields, or lists of them where there are several. */
    public static VerdictMap of(
            String name, List<DataType> types, @Nullable String comment, Map<Object, Element> elements) {
        return new VerdictMap(name, types, comment, elements);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The types of the fields of its keys. */
    public List<DataType> types() {
        return types;
    }

    /** What its writer says about it. */
    public Optional<String> findComment() {
        return Optional.ofNullable(comment);
    }

    /** All elements. */
    public Map<Object, Element> elements() {
        return Collections.unmodifiableMap(elements);
    }

    /** Its elements as nft lists them. */
    public List<String> listElementTexts() {
        return elements.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(NftText::compareKeys))
                .map(entry -> text(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** An element as nft lists it. */
    String elementText(Object key) {
        Element element = elements.get(key);
        return element == null ? NftText.key(key) : text(key, element);
    }

    private static String text(Object key, Element element) {
        String comment = element.comment == null ? "" : " comment " + NftText.quote(element.comment);
        return NftText.key(key) + comment + " : " + NftText.verdict(element.verdict);
    }

    Optional<Target> findVerdict(Object key) {
        Element element = elements.get(key);
        return element == null ? Optional.empty() : Optional.of(element.verdict);
    }
}
