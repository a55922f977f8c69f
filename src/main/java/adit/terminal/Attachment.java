package adit.terminal;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** How to reach a JVM on this machine. */
final class Attachment {
    private Attachment() {}

    /**
     * Has the JVM listen for clients of its MBeans, unless it does already, and returns the address.
     *
     * @throws CommandException where it has ended or does not let this process attach
     */
    static String address(String pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(pid);
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                throw new CommandException(ExitCodes.NOT_RUNNING, "pid " + pid + " has ended");
            }
            throw new CommandException(
                    ExitCodes.NOT_PERMITTED,
                    "cannot attach to pid " + pid + ": " + e.getMessage()
                            + "; needed are the server's user, and a server without -XX:+DisableAttachMechanism");
        }
    }
}
