package io.podpath.scenario.report;

import io.podpath.scenario.schema.Suggestion;
import io.podpath.trace.Reason;
import io.podpath.trace.ReasonCatalog;
import io.podpath.trace.ReasonText;
import java.util.List;

/** The words behind reason codes. */
public final class ExplainText {

    private ExplainText() {}

    /** One code in full. */
    public static String one(Reason reason, Palette palette) {
        ReasonText text = reason.text();
        Page page = new Page();
        page.wrapped(reason.name() + ": " + text.summary(), "  ", palette::strong);
        page.blank();
        page.labelled("  what happens  ", text.explanation(), line -> line);
        page.labelled("  what to do    ", text.fix(), line -> line);
        page.labelled("  source        ", text.source(), palette::faint);
        return page.toString();
    }

    /** All codes with their summaries. */
    public static String all(Palette palette) {
        List<Reason> reasons = ReasonCatalog.list();
        int width = reasons.stream()
                .mapToInt(reason -> reason.name().length())
                .max()
                .orElse(0);
        Page page = new Page();
        String prefix = "";
        for (Reason reason : reasons) {
            String group = reason.name().substring(0, reason.name().indexOf('_'));
            if (!prefix.isEmpty() && !group.equals(prefix)) {
                page.blank();
            }
            prefix = group;
            page.labelled(Page.pad(reason.name(), width) + "  ", reason.text().summary(), palette::faint);
        }
        return page.toString();
    }

    /** What to say about a code that does not exist. */
    public static String unknown(String code) {
        List<String> codes = ReasonCatalog.list().stream().map(Reason::name).toList();
        return "no reason code '" + code + "'"
                + Suggestion.nearest(code, codes)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("; 'podpath explain' lists all codes");
    }
}
