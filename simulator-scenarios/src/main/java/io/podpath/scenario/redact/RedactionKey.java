package io.podpath.scenario.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What replacements are computed from, by HMAC-SHA-256: without the key they can neither be computed nor be turned round.
 *
 * <p><i>Source:</i> RFC 2104.
 */
public final class RedactionKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;

    private final Mac mac;

    private RedactionKey(byte[] secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The same text gives the same replacements again. */
    public static RedactionKey of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty key hides nothing");
        }
        return new RedactionKey(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A key that nobody knows, and that is gone with this process. */
    public static RedactionKey random() {
        byte[] secret = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(secret);
        return new RedactionKey(secret);
    }

    /** The hexadecimal code of a text. */
    String hex(String text) {
        return HexFormat.of().formatHex(code(text));
    }

    /** One bit that depends on the whole text. */
    boolean bit(String text) {
        return (code(text)[0] & 1) == 1;
    }

    private byte[] code(String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
