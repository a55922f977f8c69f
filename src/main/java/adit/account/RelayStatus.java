package adit.account;

/**
 * How the bytes of tunnels are moved; the figures are those of a moment.
 *
 * @param splices whether the kernel moves them in bulk by itself, and not the program
 * @param reason why it does or does not
 * @param mostPipes most pipes of the kernel at once
 * @param pipes those that are open
 * @param splicedBytes how many went by pipes since the start
 */
public record RelayStatus(boolean splices, String reason, int mostPipes, int pipes, long splicedBytes) {}
