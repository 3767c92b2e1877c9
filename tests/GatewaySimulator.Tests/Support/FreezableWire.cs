using System.Net;
using System.Net.Sockets;

namespace GatewaySimulator.Tests;

/// <summary>A wire to a simulator that can freeze: then connections are taken, and stay open, and nothing comes through any more. So does a gateway whose process hangs.</summary>
internal sealed class FreezableWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Task> _ways = [];
    private readonly Uri _target;
    private readonly Task _accepting;
    private volatile bool _isFrozen;

    public FreezableWire(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Freeze() => _isFrozen = true;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_ways);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ways.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(_target.Host, _target.Port, _ended.Token);
                await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream()), CopyAsync(far.GetStream(), near.GetStream()));
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            byte[] bytes = new byte[8_192];
            while (await from.ReadAsync(bytes, _ended.Token) is > 0 and var read)
            {
                if (_isFrozen)
                    await Task.Delay(Timeout.InfiniteTimeSpan, _ended.Token);
                await to.WriteAsync(bytes.AsMemory(0, read), _ended.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has hung up.
        }
    }
}
