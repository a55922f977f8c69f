package adit.accesslog;

/**
 * What the operator wants of the access log.
 *
 * @param queue the most records that wait to be written, at least 1
 */
public record AccessLogSettings(LineFormat format, int queue) {}
