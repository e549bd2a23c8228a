package io.podpath.scenario.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lays a variant over a document.
 *
 * <p>Mappings merge, everything else is replaced, null removes. In {@code cluster} a null stays: there it also takes back
 * what {@code create} or {@code from} say.
 *
 * <p><i>Source:</i> RFC 7386 (JSON Merge Patch).
 */
final class MergePatch {

    private static final String KEEPS_NULLS = "cluster";

    private MergePatch() {}

    static MappingNode apply(MappingNode base, MappingNode patch) {
        return apply(base, patch, false);
    }

    /** Joins two patches into one that does what both do, the second on top; all nulls stay. */
    static MappingNode combine(MappingNode first, MappingNode second) {
        return apply(first, second, true);
    }

    private static MappingNode apply(MappingNode base, MappingNode patch, boolean keepNulls) {
        Map<String, MappingNode.Field> fields = new LinkedHashMap<>(base.fields());
        for (MappingNode.Field change : patch.listFields()) {
            boolean keep = keepNulls || change.name().equals(KEEPS_NULLS);
            MappingNode.Field old = fields.get(change.name());
            if (change.value().isNull() && !keepNulls) {
                fields.remove(change.name());
            } else if (change.value() instanceof MappingNode inner) {
                MappingNode under = old != null && old.value() instanceof MappingNode mapping
                        ? mapping
                        : new MappingNode(Map.of(), inner.location());
                MappingNode merged = apply(under, inner, keep);
                fields.put(change.name(), new MappingNode.Field(change.name(), change.nameLocation(), merged));
            } else {
                fields.put(change.name(), change);
            }
        }
        return new MappingNode(fields, base.location());
    }
}
