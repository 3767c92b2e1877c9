namespace RiskTraceGen;

/// <summary>Told of everything that pools hand out and take back. Tests count with it; calls come from any thread.</summary>
internal interface IPoolObserver
{
    /// <summary>An object is handed out.</summary>
    /// <param name="rented">The object; <see langword="null"/> when the pool is empty, and the caller makes one.</param>
    void OnRented<T>(T? rented) where T : class;

    /// <summary>An object comes back.</summary>
    void OnReturned<T>(T returned) where T : class;
}
