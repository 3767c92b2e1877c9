using TradingBot.CommandLine;

using var interruption = new Interruption(Environment.Exit, static why => Console.Error.WriteLine(why));
return await BotCommand.RunAsync(args, interruption.Token);
