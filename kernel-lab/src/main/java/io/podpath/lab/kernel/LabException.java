package io.podpath.lab.kernel;

/** The machine did not do what the lab needs; the message is one line for the person who asked. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason in words. */
    public LabException(String message) {
        super(message.strip().replace('\n', ' '));
    }

    /** With the reason in words and the failure behind it. */
    public LabException(String message, Throwable cause) {
        super(message.strip().replace('\n', ' '), cause);
    }
}
