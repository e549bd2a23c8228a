package io.podpath.aks;

/** The declared cluster cannot be built as it stands, for example because a subnet has too few addresses. */
public final class ModelProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A problem in words a person can act on. */
    public ModelProblemException(String message) {
        super(message);
    }
}
