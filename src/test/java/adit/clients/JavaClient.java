package adit.clients;

import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/**
 * The JDK's HTTP client as a program, so that it ends with all its connections. Arguments: the port of the proxy, the
 * certificate of the authority to trust, {@code GET} or {@code PUT}, the URL, the file to write or to send and, for an
 * authenticator, user and password. Prints version and status.
 */
final class JavaClient {
    private JavaClient() {}

    public static void main(String[] args) throws Exception {
        List<String> arguments = List.of(args);
        InetSocketAddress proxy =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments.get(0)));
        HttpClient.Builder client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(proxy))
                .sslContext(Certificates.client(Path.of(arguments.get(1))));
        if (arguments.size() > 5) {
            client.authenticator(authenticator(arguments.get(5), arguments.get(6)));
        }
        Path file = Path.of(arguments.get(4));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(arguments.get(3)));
        HttpResponse<?> response = arguments.get(2).equals("GET")
                ? client.build().send(request.build(), BodyHandlers.ofFile(file))
                : client.build().send(request.PUT(BodyPublishers.ofFile(file)).build(), BodyHandlers.discarding());
        System.out.println(response.version() + " " + response.statusCode());
    }

    private static Authenticator authenticator(String user, String password) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                if (getRequestorType() != RequestorType.PROXY) {
                    throw new IllegalStateException("asked by " + getRequestorType());
                }
                return new PasswordAuthentication(user, password.toCharArray());
            }
        };
    }
}
