namespace GatewaySimulator.Tests;

/// <summary>The way to a simulator, on which a test does with each call what it likes.</summary>
/// <param name="carry">Gets the path of a call, its body and what carries it to the simulator, and returns the answer.</param>
internal sealed class OwnWay(Func<string, string, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>> carry) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        return await carry(request.RequestUri!.AbsolutePath, body, () => base.SendAsync(request, cancellationToken), cancellationToken);
    }
}
