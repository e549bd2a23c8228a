package io.podpath.scenario.redact;

/** What becomes of the value of a field that stands on the list of fields that go through. */
enum Treatment {
    /** A mapping or list, of which only fields on the list go through in turn. */
    OBJECT,
    /** A name, replaced. */
    NAME,
    /** A resource id, its names replaced. */
    ID,
    /** An address, a range, a service tag or a star. */
    ADDRESS,
    /** A word out of a set that the API fixes; text with spaces is none. */
    WORD,
    /** A number, a boolean, or a port or range of ports as text. */
    NUMBER,
    /** A port by number or by name. */
    PORT,
    /** The path of a URL: its parts replaced, slashes and stars kept. */
    PATH,
    /** A point in time, which may decide which of two objects is older. */
    TIME,
    /** Labels or a selector: keys and values replaced. */
    LABELS,
    /** The key of a label. */
    LABEL_KEY,
    /** Annotations that podpath reads. */
    ANNOTATIONS,
    /** The text that ip-masq-agent reads: its ranges replaced, all else dropped. */
    MASQUERADE
}
