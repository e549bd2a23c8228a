package io.podpath.azure.provider;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may call a Service of type LoadBalancer, as its fields and annotations say.
 *
 * <p>The provider knows two lists of ranges and refuses a Service that has both: the field {@code
 * spec.loadBalancerSourceRanges}, and the annotations for allowed ranges. A range that is no CIDR, or whose address has
 * bits behind the prefix, counts as invalid: it closes the Service to everybody but the valid ranges.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/loadbalancer/configuration.go}, {@code
 * accesscontrol.go}; {@code pkg/util/iputil/prefix.go} ParsePrefix.
 *
 * @param sourceRanges ranges of the field
 * @param allowedRanges valid ranges of the annotations
 * @param serviceTags service tags that may call
 * @param invalidRanges ranges the provider cannot use, as written
 * @param restriction whether callers of the virtual network are kept to the ranges too
 * @param writing whether the provider writes rules at all
 */
public record AccessControl(
        List<Cidr> sourceRanges,
        List<Cidr> allowedRanges,
        List<String> serviceTags,
        List<String> invalidRanges,
        Restriction restriction,
        RuleWriting writing) {

    /** The annotation that lists ranges which may call. */
    public static final String ALLOWED_IP_RANGES = ServiceAnnotation.ALLOWED_IP_RANGES.key();

    /** The annotation of Kubernetes for the same, older than the field. */
    public static final String SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

    /** The annotation that lists service tags which may call. */
    public static final String ALLOWED_SERVICE_TAGS = ServiceAnnotation.ALLOWED_SERVICE_TAGS.key();

    /** Everybody may call. */
    public static final AccessControl OPEN = new AccessControl(
            List.of(), List.of(), List.of(), List.of(), Restriction.INTERNET_ONLY, RuleWriting.ENABLED);

    public AccessControl {
        sourceRanges = List.copyOf(sourceRanges);
        allowedRanges = List.copyOf(allowedRanges);
        serviceTags = List.copyOf(serviceTags);
        invalidRanges = List.copyOf(invalidRanges);
    }

    /** The annotation {@code azure-deny-all-except-load-balancer-source-ranges}. */
    public enum Restriction {
        /** Not set: the default rule for the virtual network still lets its machines in. */
        INTERNET_ONLY,
        /** Set to true: together with ranges, everybody else is denied. */
        EVERYBODY
    }

    /** The annotation {@code azure-disable-load-balancer-nsg-rule}. */
    public enum RuleWriting {
        /** Not set. */
        ENABLED,
        /** Set to true. */
        DISABLED
    }

    /** Reads what a Service says. */
    public static AccessControl of(List<Cidr> sourceRanges, Map<String, String> annotations) {
        List<Cidr> allowed = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String key : List.of(ALLOWED_IP_RANGES, SOURCE_RANGES)) {
            for (String text : items(annotations, key)) {
                parse(text).ifPresentOrElse(allowed::add, () -> invalid.add(text));
            }
        }
        return new AccessControl(
                sourceRanges,
                allowed,
                items(annotations, ALLOWED_SERVICE_TAGS),
                invalid,
                ServiceAnnotation.DENY_ALL_ELSE.isTrueIn(annotations)
                        ? Restriction.EVERYBODY
                        : Restriction.INTERNET_ONLY,
                ServiceAnnotation.DISABLE_NSG_RULE.isTrueIn(annotations) ? RuleWriting.DISABLED : RuleWriting.ENABLED);
    }

    private static List<String> items(Map<String, String> annotations, String key) {
        String value = annotations.get(key);
        if (value == null) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (String item : value.split(",", -1)) {
            items.add(item.strip());
        }
        return items;
    }

    private static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        Optional<Cidr> range = slash < 0 ? Optional.empty() : Cidr.tryParse(text);
        Optional<IpAddress> start = slash < 0 ? Optional.empty() : IpAddress.tryParse(text.substring(0, slash));
        return range.filter(found -> start.filter(found.network()::equals).isPresent());
    }

    /** Why the provider refuses the Service, if it does; it then has no frontend and no rules. */
    public Optional<String> findConflict() {
        return sourceRanges.isEmpty() || allowedRanges.isEmpty()
                ? Optional.empty()
                : Optional.of("cannot set both spec.loadBalancerSourceRanges and an annotation with allowed ranges");
    }

    /** All valid ranges. */
    List<Cidr> ranges() {
        List<Cidr> ranges = new ArrayList<>(sourceRanges);
        ranges.addAll(allowedRanges);
        return ranges;
    }

    /**
     * Whether the tag Internet may call: a public Service without tags and ranges. A range for everybody stands for
     * itself, so that it needs no tag.
     */
    boolean admitsInternet(boolean isInternal) {
        return serviceTags.isEmpty() && invalidRanges.isEmpty() && ranges().isEmpty() && !isInternal;
    }

    /** Whether a rule denies everybody whom no other rule lets in. */
    boolean deniesEverybodyElse() {
        return (restriction == Restriction.EVERYBODY && !ranges().isEmpty()) || !invalidRanges.isEmpty();
    }
}
