package io.podpath.lint;

import io.podpath.cluster.Ingress;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A feature in use that AKS, Azure or Kubernetes ends: an error if it has ended, a warning in the last year, a note before.
 *
 * <p>The table, with a source for each date, is {@code retirements.txt}. <i>Does not see</i> default outbound access:
 * AKS documents that neither clusters in their own network nor their traffic are affected.
 *
 * <p><i>Source:</i> the source of each row.
 */
final class RetiringFeature implements LintRule {

    private static final RuleId ID = new RuleId("PP501", "retiring-feature", "a feature in use ends, or has ended");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<Declared> declared = new ArrayList<>(input.declared());
        declared.add(new Declared(
                Subject.cluster("kubeProxy"),
                "kubeProxyMode",
                input.cluster().networking().kubeProxy().mode().name().toLowerCase(Locale.ROOT)));
        for (Ingress ingress : input.objects().httpRouting().ingresses()) {
            declared.add(new Declared(
                    Subject.object("Ingress", ingress.name()),
                    "ingressClassName",
                    ingress.metadata().ingressClass()));
        }
        List<Finding> findings = new ArrayList<>();
        for (Retirement retirement : Retirement.ALL) {
            for (Declared declarer : retirement.declarers(declared)) {
                findings.add(finding(retirement, declarer, input.today()));
            }
        }
        return findings;
    }

    private static Finding finding(Retirement retirement, Declared declarer, Day today) {
        boolean isOver = retirement.day().compareTo(today) <= 0;
        boolean isNear = retirement.day().compareTo(today.aYearLater()) <= 0;
        Severity severity = retirement.stage() == Retirement.Stage.DEPRECATED
                ? Severity.NOTE
                : isOver ? Severity.ERROR : isNear ? Severity.WARNING : Severity.NOTE;
        String verb = retirement.stage() == Retirement.Stage.DEPRECATED
                ? isOver ? " is deprecated since " : " will be deprecated on "
                : isOver ? " ended on " : " ends on ";
        return ID.finding(
                severity,
                declarer.subject(),
                retirement.feature() + verb + retirement.day(),
                new Advice(
                        "'" + declarer.value() + "' of " + declarer.subject()
                                + " asks for it; what has ended gets no support and no mended images",
                        retirement.instead(),
                        retirement.source()));
    }
}
