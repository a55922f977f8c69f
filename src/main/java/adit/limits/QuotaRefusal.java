package adit.limits;

/**
 * Why a user may move nothing more at present.
 *
 * @param reason one sentence, fit for the user
 * @param retrySeconds when to try again
 */
public record QuotaRefusal(String reason, long retrySeconds) {}
