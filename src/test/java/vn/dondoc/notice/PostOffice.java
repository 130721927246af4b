package vn.dondoc.notice;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real SMTP server on a port of its own that can be shut, and that knows bad mailboxes. */
public final class PostOffice {

  /** What the server answers when it does not. */
  public static final String HANG_UP = "hang up";

  private final int port = freePort();
  private final List<MimeMessage> taken = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> refusals = new HashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile int breaksAfter = Integer.MAX_VALUE;
  private volatile Socket line;
  private SmtpServer server;

  public int port() {
    return port;
  }

  public void open() {
    if (server != null) {
      return;
    }
    server =
        new SmtpServer(new ServerSetup(port, "127.0.0.1", "smtp"), new Counter()) {
          @Override
          protected ProtocolHandler createProtocolHandler(Socket client) {
            connections.incrementAndGet();
            line = client;
            return super.createProtocolHandler(client);
          }
        };
    server.startService();
    try {
      server.waitTillRunning(5000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void shut() {
    if (server != null) {
      server.stopService(5000);
      server = null;
    }
  }

  /** Answers everything for this mailbox with this line, e.g. {@code 550 5.1.1 No such user}. */
  public void refuse(String mailbox, String answer) {
    refusals.put(mailbox, answer);
  }

  /** Hangs up on whatever comes after so many mails. */
  public void breakAfter(int mails) {
    breaksAfter = mails;
  }

  /** As on the first day. */
  public void clear() {
    taken.clear();
    refusals.clear();
    connections.set(0);
    breaksAfter = Integer.MAX_VALUE;
  }

  public List<MimeMessage> taken() {
    return List.copyOf(taken);
  }

  public int connections() {
    return connections.get();
  }

  private final class Counter extends Managers {

    @Override
    public SmtpManager getSmtpManager() {
      return new SmtpManager(getImapHostManager(), getUserManager()) {
        @Override
        public String checkRecipient(SmtpState state, MailAddress mailbox) {
          String refusal = refusals.get(mailbox.getEmail());
          if (taken.size() >= breaksAfter || HANG_UP.equals(refusal)) {
            hangUp();
          }
          return refusal;
        }

        @Override
        public synchronized void send(SmtpState state) {
          taken.add(state.getMessage().getMessage());
        }
      };
    }
  }

  private void hangUp() {
    try {
      line.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
