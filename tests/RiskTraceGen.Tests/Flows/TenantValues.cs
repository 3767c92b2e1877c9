namespace RiskTraceGen.Tests;

public sealed class TenantValues
{
    [Fact]
    public void AValueBelongsToOneFlow()
    {
        var value = default(TenantValue);
        value.Reset(7);
        value.Put(7, 3);
        value.Increment(7);

        Assert.Equal(4, value.Of(7));
        Assert.Equal(0, value.Of(8));
    }

    [Fact]
    public void AStragglerNeitherChangesNorReadsTheNextTenants()
    {
        var value = default(TenantValue);
        value.Reset(8);
        value.Put(8, 3);
        value.Increment(7);
        Assert.Equal(3, value.Of(8));

        // What is put without looking is lost, never mistaken for the tenant's.
        value.Put(7, 9);
        Assert.Equal(0, value.Of(8));
        value.Put(8, 2);
        Assert.Equal(2, value.Of(8));
    }
}
