package io.podpath.nftables;

import io.podpath.netfilter.RecordedRule;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule: statements that run from left to right.
 *
 * @param statements at least one
 * @param comment what its writer says about it
 */
public record NftRule(List<Statement> statements, @Nullable String comment) implements RecordedRule {

    public NftRule {
        statements = List.copyOf(statements);
    }

    /** A rule without a verdict. */
    public static NftRule of(Statement... statements) {
        return new NftRule(List.of(statements), null);
    }

    /** A rule with a verdict behind its conditions. */
    public static NftRule of(Target verdict, Statement... before) {
        List<Statement> all = new ArrayList<>(List.of(before));
        all.add(new VerdictStatement(verdict));
        return new NftRule(all, null);
    }

    /** The rule with a comment. */
    public NftRule withComment(String newComment) {
        return new NftRule(statements, newComment);
    }

    @Override
    public Optional<String> findComment() {
        return Optional.ofNullable(comment);
    }

    /** As {@code nft list ruleset} prints it. */
    @Override
    public String toString() {
        String text = statements.stream().map(Statement::toString).collect(Collectors.joining(" "));
        return comment == null ? text : text + " comment " + NftText.quote(comment);
    }
}
