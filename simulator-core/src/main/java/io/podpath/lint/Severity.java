package io.podpath.lint;

/** How bad a finding is; the words are those of SARIF. */
public enum Severity {
    /** Something that is meant to work cannot, or is out of support. */
    ERROR("error"),
    /** It is accepted, but is hardly meant, or breaks something soon. */
    WARNING("warning"),
    /** Worth knowing. */
    NOTE("note");

    private final String text;

    Severity(String text) {
        this.text = text;
    }

    /** The word in reports. */
    public String text() {
        return text;
    }
}
